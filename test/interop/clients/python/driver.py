"""confluent-kafka-python (librdkafka) behind the driver contract of ../README.md."""
import hashlib
import json
import sys
import time

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

bootstrap, command, argument = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
base = {"bootstrap.servers": bootstrap}
topic = argument.get("topic")
DEADLINE = time.time() + 60


def wait(futures):
    for future in futures.values():
        future.result(30)


def line(m):
    header = dict(m.headers() or []).get("n", b"").decode()
    return f"{m.key().decode()}\t{m.value().decode()}\t{header}\t{m.timestamp()[1]}\n"


def produce(codec, records):
    producer = Producer({**base, "compression.type": codec, "linger.ms": 5, "acks": "all", "enable.idempotence": True})
    failed = []
    for key, value, headers, timestamp in records:
        options = {"headers": headers} if headers else {}
        if timestamp:
            options["timestamp"] = timestamp
        producer.produce(topic, key=key, value=value, on_delivery=lambda e, m: failed.append(str(e)) if e else None, **options)
    left = producer.flush(30)
    if failed or left:
        raise RuntimeError(f"produce failed: {failed[:1]} left {left}")


def partitions():
    return list(AdminClient(base).list_topics(topic, timeout=10).topics[topic].partitions)


def consumer(group, **extra):
    return Consumer({**base, "group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": False, "session.timeout.ms": 10000,
                     "heartbeat.interval.ms": 500, **extra})


def poll_until(members, done):
    records = []
    while not done(records):
        if time.time() > DEADLINE:
            raise RuntimeError(f"timed out with {len(records)} records, owned {[len(c.assignment()) for c in members]}")
        for c in members:
            m = c.poll(0.05)
            if m is not None:
                if m.error():
                    raise RuntimeError(str(m.error()))
                records.append(m)
    return records


def group():
    name, count = argument["group"], argument["count"]
    a, b = consumer(name), consumer(name)
    total = len(partitions())
    a.subscribe([topic])
    b.subscribe([topic])
    poll_balanced = poll_until([a, b], lambda _: len(a.assignment()) > 0 and len(b.assignment()) > 0 and len(a.assignment()) + len(b.assignment()) == total)
    owned = [len(a.assignment()), len(b.assignment())]
    # What was read while the second member joined may come again: count distinct records.
    seen = {(m.partition(), m.offset()) for m in poll_balanced}
    poll_until([a, b], lambda rs: len(seen | {(m.partition(), m.offset()) for m in rs}) == count and not seen.update((m.partition(), m.offset()) for m in rs))
    ends = {}
    for p, o in seen:
        ends[p] = max(ends.get(p, 0), o + 1)
    a.commit(offsets=[TopicPartition(topic, p, ends[p]) for p in ends if any(t.partition == p for t in a.assignment())], asynchronous=False) if any(t.partition in ends for t in a.assignment()) else None
    b.commit(offsets=[TopicPartition(topic, p, ends[p]) for p in ends if any(t.partition == p for t in b.assignment())], asynchronous=False) if any(t.partition in ends for t in b.assignment()) else None
    b.close()
    poll_until([a], lambda _: len(a.assignment()) == total)
    after = len(a.assignment())
    a.close()
    produce("none", [(f"extra-{i}", f"extra-{i}", None, None) for i in range(6)])
    c = consumer(name)
    c.subscribe([topic])
    resumed = poll_until([c], lambda rs: len(rs) >= 6)
    values = sorted(m.value().decode() for m in resumed)
    c.commit(asynchronous=False)
    c.close()
    return {"owned": owned, "afterLeave": after, "read": len(seen), "resumed": values}


def main():
    admin = AdminClient(base)
    if command == "create":
        wait(admin.create_topics([NewTopic(topic, argument["partitions"], 1)]))
        return {}
    if command == "produce":
        p, t = argument["prefix"], argument["timestamp"]
        produce(argument["codec"], [(f"{p}-key-{i}", f"{p}-value-{i}", [("n", str(i).encode())], t + i) for i in range(argument["count"])])
        return {}
    if command == "read":
        c = consumer("unused-" + topic)
        c.assign([TopicPartition(topic, p, 0) for p in partitions()])
        records = poll_until([c], lambda rs: len(rs) >= argument["count"])
        c.close()
        return {"count": len(records), "digest": hashlib.sha256("".join(sorted(line(m) for m in records)).encode()).hexdigest()}
    if command == "group":
        return group()
    if command == "offsets":
        c = consumer("unused")
        found = c.offsets_for_times([TopicPartition(topic, p, argument["timestamp"]) for p in partitions()], timeout=10)
        ends = {p: c.get_watermark_offsets(TopicPartition(topic, p), timeout=10)[1] for p in partitions()}
        c.close()
        # librdkafka answers -1 (end) where no record is that young.
        return {"offsets": {str(t.partition): t.offset if 0 <= t.offset < ends[t.partition] else -1 for t in found}}
    if command == "describe":
        return {"partitions": len(partitions())}
    if command == "delete":
        wait(admin.delete_topics([topic]))
        while topic in admin.list_topics(timeout=10).topics:
            time.sleep(0.05)
        return {}
    return {"unsupported": command}


print(json.dumps(main()))
