// IBM/sarama behind the driver contract of ../README.md.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/IBM/sarama"
)

type argument struct {
	Topic      string `json:"topic"`
	Partitions int32  `json:"partitions"`
	Codec      string `json:"codec"`
	Count      int    `json:"count"`
	Prefix     string `json:"prefix"`
	Timestamp  int64  `json:"timestamp"`
	Group      string `json:"group"`
}

var bootstrap []string
var arg argument
var deadline = time.Now().Add(60 * time.Second)

var codecs = map[string]sarama.CompressionCodec{"none": sarama.CompressionNone, "gzip": sarama.CompressionGZIP, "snappy": sarama.CompressionSnappy, "lz4": sarama.CompressionLZ4, "zstd": sarama.CompressionZSTD}

func config() *sarama.Config {
	c := sarama.NewConfig()
	c.Version = sarama.MaxVersion
	c.Producer.Return.Successes = true
	c.Producer.RequiredAcks = sarama.WaitForAll
	c.Consumer.Offsets.Initial = sarama.OffsetOldest
	c.Consumer.Offsets.AutoCommit.Enable = false
	c.Consumer.Group.Session.Timeout = 10 * time.Second
	c.Consumer.Group.Heartbeat.Interval = 300 * time.Millisecond
	c.Consumer.MaxWaitTime = 100 * time.Millisecond
	return c
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func until(what func() string, done func() bool) {
	for !done() {
		if time.Now().After(deadline) {
			must(fmt.Errorf("timed out: %s", what()))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func client() sarama.Client {
	c, err := sarama.NewClient(bootstrap, config())
	must(err)
	return c
}

func partitions() []int32 {
	c := client()
	defer c.Close()
	ps, err := c.Partitions(arg.Topic)
	must(err)
	return ps
}

func produce(codec string, messages []*sarama.ProducerMessage) {
	c := config()
	c.Producer.Compression = codecs[codec]
	p, err := sarama.NewSyncProducer(bootstrap, c)
	must(err)
	must(p.SendMessages(messages))
	must(p.Close())
}

type member struct {
	lock    sync.Mutex
	owned   []int32
	records []*sarama.ConsumerMessage
	session sarama.ConsumerGroupSession
	group   sarama.ConsumerGroup
	stop    context.CancelFunc
	done    chan struct{}
}

func (m *member) Setup(s sarama.ConsumerGroupSession) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.owned = s.Claims()[arg.Topic]
	m.session = s
	return nil
}

func (m *member) Cleanup(sarama.ConsumerGroupSession) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.owned = nil
	return nil
}

func (m *member) ConsumeClaim(s sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case r, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			m.lock.Lock()
			m.records = append(m.records, r)
			m.lock.Unlock()
		case <-s.Context().Done():
			return nil
		}
	}
}

func (m *member) owns() int {
	m.lock.Lock()
	defer m.lock.Unlock()
	return len(m.owned)
}

func (m *member) snapshot() []*sarama.ConsumerMessage {
	m.lock.Lock()
	defer m.lock.Unlock()
	return append([]*sarama.ConsumerMessage(nil), m.records...)
}

func join() *member {
	g, err := sarama.NewConsumerGroup(bootstrap, arg.Group, config())
	must(err)
	ctx, cancel := context.WithCancel(context.Background())
	m := &member{group: g, stop: cancel, done: make(chan struct{})}
	go func() {
		defer close(m.done)
		for ctx.Err() == nil {
			if err := g.Consume(ctx, []string{arg.Topic}, m); err != nil && ctx.Err() == nil {
				must(err)
			}
		}
	}()
	return m
}

func (m *member) commit(ends map[int32]int64) {
	m.lock.Lock()
	s, owned := m.session, m.owned
	m.lock.Unlock()
	for _, p := range owned {
		if end, ok := ends[p]; ok {
			s.MarkOffset(arg.Topic, p, end, "")
		}
	}
	s.Commit()
}

func (m *member) leave() {
	m.stop()
	<-m.done
	must(m.group.Close())
}

func endsOf(records map[string]*sarama.ConsumerMessage) map[int32]int64 {
	ends := map[int32]int64{}
	for _, r := range records {
		if r.Offset+1 > ends[r.Partition] {
			ends[r.Partition] = r.Offset + 1
		}
	}
	return ends
}

func distinct(members ...*member) map[string]*sarama.ConsumerMessage {
	seen := map[string]*sarama.ConsumerMessage{}
	for _, m := range members {
		for _, r := range m.snapshot() {
			seen[fmt.Sprint(r.Partition, ":", r.Offset)] = r
		}
	}
	return seen
}

func group() any {
	total := len(partitions())
	a, b := join(), join()
	state := func() string { return fmt.Sprint("owned ", a.owns(), b.owns(), " read ", len(distinct(a, b))) }
	until(state, func() bool { return a.owns() > 0 && b.owns() > 0 && a.owns()+b.owns() == total })
	owned := []int{a.owns(), b.owns()}
	until(state, func() bool { return len(distinct(a, b)) == arg.Count })
	read := distinct(a, b)
	ends := endsOf(read)
	a.commit(ends)
	b.commit(ends)
	b.leave()
	until(state, func() bool { return a.owns() == total })
	after := a.owns()
	a.leave()
	var extra []*sarama.ProducerMessage
	for i := 0; i < 6; i++ {
		v := fmt.Sprint("extra-", i)
		extra = append(extra, &sarama.ProducerMessage{Topic: arg.Topic, Key: sarama.StringEncoder(v), Value: sarama.StringEncoder(v)})
	}
	produce("none", extra)
	c := join()
	until(func() string { return fmt.Sprint("resumed ", len(c.snapshot())) }, func() bool { return len(c.snapshot()) >= 6 })
	var resumed []string
	for _, r := range c.snapshot() {
		resumed = append(resumed, string(r.Value))
	}
	sort.Strings(resumed)
	c.commit(endsOf(distinct(c)))
	c.leave()
	return map[string]any{"owned": owned, "afterLeave": after, "read": len(read), "resumed": resumed}
}

func read() any {
	consumer, err := sarama.NewConsumer(bootstrap, config())
	must(err)
	found := make(chan *sarama.ConsumerMessage, 1024)
	for _, p := range partitions() {
		pc, err := consumer.ConsumePartition(arg.Topic, p, 0)
		must(err)
		go func() {
			for r := range pc.Messages() {
				found <- r
			}
		}()
	}
	var lines []string
	for len(lines) < arg.Count {
		select {
		case r := <-found:
			header := ""
			for _, h := range r.Headers {
				if string(h.Key) == "n" {
					header = string(h.Value)
				}
			}
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s\t%d\n", r.Key, r.Value, header, r.Timestamp.UnixMilli()))
		case <-time.After(time.Until(deadline)):
			must(fmt.Errorf("timed out: read %d of %d", len(lines), arg.Count))
		}
	}
	sort.Strings(lines)
	digest := sha256.Sum256([]byte(strings.Join(lines, "")))
	return map[string]any{"count": len(lines), "digest": hex.EncodeToString(digest[:])}
}

func admin() sarama.ClusterAdmin {
	a, err := sarama.NewClusterAdmin(bootstrap, config())
	must(err)
	return a
}

func run(command string) any {
	switch command {
	case "create":
		must(admin().CreateTopic(arg.Topic, &sarama.TopicDetail{NumPartitions: arg.Partitions, ReplicationFactor: 1}, false))
	case "produce":
		var messages []*sarama.ProducerMessage
		for i := 0; i < arg.Count; i++ {
			n := strconv.Itoa(i)
			messages = append(messages, &sarama.ProducerMessage{
				Topic: arg.Topic, Key: sarama.StringEncoder(arg.Prefix + "-key-" + n), Value: sarama.StringEncoder(arg.Prefix + "-value-" + n),
				Headers: []sarama.RecordHeader{{Key: []byte("n"), Value: []byte(n)}}, Timestamp: time.UnixMilli(arg.Timestamp + int64(i)),
			})
		}
		produce(arg.Codec, messages)
	case "read":
		return read()
	case "group":
		return group()
	case "offsets":
		c := client()
		offsets := map[string]int64{}
		for _, p := range partitions() {
			o, err := c.GetOffset(arg.Topic, p, arg.Timestamp)
			must(err)
			offsets[fmt.Sprint(p)] = o
		}
		return map[string]any{"offsets": offsets}
	case "describe":
		found, err := admin().DescribeTopics([]string{arg.Topic})
		must(err)
		return map[string]any{"partitions": len(found[0].Partitions)}
	case "delete":
		a := admin()
		must(a.DeleteTopic(arg.Topic))
		until(func() string { return "topic still listed" }, func() bool {
			topics, err := a.ListTopics()
			must(err)
			_, there := topics[arg.Topic]
			return !there
		})
	default:
		return map[string]any{"unsupported": command}
	}
	return map[string]any{}
}

func main() {
	if os.Args[1] == "member" {
		runMember(os.Args[2], os.Args[3])
		return
	}
	bootstrap = []string{os.Args[1]}
	must(json.Unmarshal([]byte(os.Args[3]), &arg))
	out, err := json.Marshal(run(os.Args[2]))
	must(err)
	fmt.Println(string(out))
}
