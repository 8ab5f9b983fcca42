// IBM/sarama as one member of a group: see "A member of a group" in ../README.md.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/IBM/sarama"
)

type memberArgument struct {
	Topic       string `json:"topic"`
	Group       string `json:"group"`
	Assignor    string `json:"assignor"`
	SessionMs   int    `json:"sessionMs"`
	HeartbeatMs int    `json:"heartbeatMs"`
}

var sayLock sync.Mutex

func say(event string, fields map[string]any) {
	sayLock.Lock()
	defer sayLock.Unlock()
	line := map[string]any{"t": time.Now().UnixMilli(), "event": event}
	for k, v := range fields {
		line[k] = v
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}

type reporter struct{ topic string }

func (r *reporter) Setup(s sarama.ConsumerGroupSession) error {
	say("assigned", map[string]any{"partitions": append([]int32{}, s.Claims()[r.topic]...), "generation": s.GenerationID()})
	return nil
}

func (r *reporter) Cleanup(s sarama.ConsumerGroupSession) error {
	say("revoked", map[string]any{"partitions": append([]int32{}, s.Claims()[r.topic]...)})
	return nil
}

func (r *reporter) ConsumeClaim(s sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case m, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			say("processed", map[string]any{"partition": m.Partition, "from": m.Offset, "to": m.Offset + 1})
			s.MarkMessage(m, "")
		case <-s.Context().Done():
			return nil
		}
	}
}

func runMember(bootstrap string, text string) {
	var a memberArgument
	must(json.Unmarshal([]byte(text), &a))
	c := config()
	c.ClientID = "member-sarama"
	c.Consumer.Offsets.AutoCommit.Enable = true
	c.Consumer.Offsets.AutoCommit.Interval = 200 * time.Millisecond
	c.Consumer.Group.Session.Timeout = 45 * time.Second
	c.Consumer.Group.Heartbeat.Interval = 3 * time.Second
	if a.SessionMs > 0 {
		c.Consumer.Group.Session.Timeout = time.Duration(a.SessionMs) * time.Millisecond
	}
	if a.HeartbeatMs > 0 {
		c.Consumer.Group.Heartbeat.Interval = time.Duration(a.HeartbeatMs) * time.Millisecond
	}
	if a.Assignor == "roundrobin" {
		c.Consumer.Group.Rebalance.GroupStrategies = []sarama.BalanceStrategy{sarama.NewBalanceStrategyRoundRobin()}
	}
	g, err := sarama.NewConsumerGroup([]string{bootstrap}, a.Group, c)
	must(err)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		bufio.NewReader(os.Stdin).ReadString('\n')
		cancel()
	}()
	say("joining", nil)
	for ctx.Err() == nil {
		if err := g.Consume(ctx, []string{a.Topic}, &reporter{a.Topic}); err != nil && ctx.Err() == nil {
			say("failed", map[string]any{"message": err.Error()})
		}
	}
	must(g.Close())
	say("left", nil)
}
