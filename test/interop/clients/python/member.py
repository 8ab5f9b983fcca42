"""confluent-kafka-python (librdkafka) as one member of a group: see "A member of a group" in ../README.md."""
import json
import sys
import threading
import time

from confluent_kafka import Consumer, KafkaException, TopicPartition

bootstrap, argument = sys.argv[1], json.loads(sys.argv[2])
topic = argument["topic"]
cooperative = argument.get("assignor") == "cooperative-sticky"
running = True


def say(event, **fields):
    sys.stdout.write(json.dumps({"t": int(time.time() * 1000), "event": event, **fields}) + "\n")
    sys.stdout.flush()


def listen():
    global running
    sys.stdin.readline()
    running = False


config = {"bootstrap.servers": bootstrap, "group.id": argument["group"], "client.id": "member-python", "auto.offset.reset": "earliest", "enable.auto.commit": False,
          "fetch.wait.max.ms": 100, "partition.assignment.strategy": argument.get("assignor") or "range"}
if argument.get("sessionMs"):
    config["session.timeout.ms"] = argument["sessionMs"]
if argument.get("heartbeatMs"):
    config["heartbeat.interval.ms"] = argument["heartbeatMs"]
if argument.get("instance"):
    config["group.instance.id"] = argument["instance"]
c = Consumer(config)


def numbers(partitions):
    return [p.partition for p in partitions]


def assigned(consumer, partitions):
    say("assigned", partitions=numbers(partitions))


def revoked(consumer, partitions):
    say("revoked", partitions=numbers(partitions))


def lost(consumer, partitions):
    say("lost", partitions=numbers(partitions))


threading.Thread(target=listen, daemon=True).start()
say("joining")
c.subscribe([topic], on_assign=assigned, on_revoke=revoked, on_lost=lost)
while running:
    ends = {}
    # One by one: consume() of librdkafka 2.0 drops a record that it has gathered when partitions are added meanwhile (seen on Apache Kafka).
    m = c.poll(0.05)
    while m is not None:
        if m.error():
            say("failed", message=str(m.error()))
        else:
            say("processed", partition=m.partition(), **{"from": m.offset(), "to": m.offset() + 1})
            ends[m.partition()] = m.offset() + 1
        m = c.poll(0) if len(ends) < 50 and running else None
    if ends:
        try:
            c.commit(offsets=[TopicPartition(topic, p, end) for p, end in ends.items()], asynchronous=False)
        except KafkaException as error:
            say("commitFailed", message=str(error))
c.close()
say("left")
