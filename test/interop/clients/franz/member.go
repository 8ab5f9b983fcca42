// franz-go as one member of a group: see "A member of a group" in ../README.md.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

type memberArgument struct {
	Topic       string `json:"topic"`
	Group       string `json:"group"`
	Protocol    string `json:"protocol"`
	Assignor    string `json:"assignor"`
	SessionMs   int    `json:"sessionMs"`
	HeartbeatMs int    `json:"heartbeatMs"`
}

var balancers = map[string]kgo.GroupBalancer{"range": kgo.RangeBalancer(), "roundrobin": kgo.RoundRobinBalancer(), "sticky": kgo.StickyBalancer(), "cooperative-sticky": kgo.CooperativeStickyBalancer()}

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

func runMember(server string, text string) {
	var a memberArgument
	must(json.Unmarshal([]byte(text), &a))
	bootstrap = server
	tell := func(event string) func(context.Context, *kgo.Client, map[string][]int32) {
		return func(_ context.Context, c *kgo.Client, changed map[string][]int32) {
			if event == "revoked" {
				c.CommitMarkedOffsets(context.Background())
			}
			_, generation := c.GroupMetadata()
			fields := map[string]any{"partitions": append([]int32{}, changed[a.Topic]...)}
			if event == "assigned" && generation >= 0 && a.Protocol != "consumer" {
				fields["generation"] = generation
			}
			say(event, fields)
		}
	}
	options := []kgo.Opt{
		kgo.ClientID("member-franz"), kgo.ConsumerGroup(a.Group), kgo.ConsumeTopics(a.Topic), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.AutoCommitMarks(), kgo.AutoCommitInterval(200 * time.Millisecond), kgo.BlockRebalanceOnPoll(),
		kgo.OnPartitionsAssigned(tell("assigned")), kgo.OnPartitionsRevoked(tell("revoked")), kgo.OnPartitionsLost(tell("lost")),
	}
	if a.SessionMs > 0 {
		options = append(options, kgo.SessionTimeout(time.Duration(a.SessionMs)*time.Millisecond))
	}
	if a.HeartbeatMs > 0 {
		options = append(options, kgo.HeartbeatInterval(time.Duration(a.HeartbeatMs)*time.Millisecond))
	}
	if a.Protocol == "consumer" {
		// Which of the server's assignors is asked for follows from the client's own balancer: sticky is uniform.
		balancer := kgo.StickyBalancer()
		if a.Assignor == "range" {
			balancer = kgo.RangeBalancer()
		}
		options = append(options, kgo.ServerSideBalancer(), kgo.Balancers(balancer))
	} else if balancer, known := balancers[a.Assignor]; known {
		options = append(options, kgo.Balancers(balancer))
	}
	say("joining", nil)
	c := client(options...)
	polling, stop := context.WithCancel(context.Background())
	go func() {
		bufio.NewReader(os.Stdin).ReadString('\n')
		stop()
	}()
	for polling.Err() == nil {
		fetches := c.PollFetches(polling)
		fetches.EachError(func(_ string, _ int32, err error) {
			if polling.Err() == nil {
				say("failed", map[string]any{"message": err.Error()})
			}
		})
		fetches.EachRecord(func(r *kgo.Record) {
			say("processed", map[string]any{"partition": r.Partition, "from": r.Offset, "to": r.Offset + 1})
			c.MarkCommitRecords(r)
		})
		c.AllowRebalance()
	}
	if err := c.CommitMarkedOffsets(context.Background()); err != nil {
		say("commitFailed", map[string]any{"message": err.Error()})
	}
	c.AllowRebalance()
	c.Close()
	say("left", nil)
}
