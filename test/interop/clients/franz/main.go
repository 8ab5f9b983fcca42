// franz-go (kgo and kadm) behind the driver contract of ../README.md.
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

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
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

var bootstrap string
var arg argument
var ctx, _ = context.WithTimeout(context.Background(), 60*time.Second)

var codecs = map[string]kgo.CompressionCodec{"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(), "lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression()}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func until(what func() string, done func() bool) {
	for !done() {
		if ctx.Err() != nil {
			must(fmt.Errorf("timed out: %s", what()))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func client(options ...kgo.Opt) *kgo.Client {
	c, err := kgo.NewClient(append([]kgo.Opt{kgo.SeedBrokers(bootstrap), kgo.MetadataMinAge(100 * time.Millisecond), kgo.FetchMaxWait(100 * time.Millisecond)}, options...)...)
	must(err)
	return c
}

func admin() *kadm.Client { return kadm.NewClient(client()) }

func partitions() int {
	a := admin()
	defer a.Close()
	topics, err := a.ListTopics(ctx, arg.Topic)
	must(err)
	must(topics[arg.Topic].Err)
	return len(topics[arg.Topic].Partitions)
}

func produce(codec string, records []*kgo.Record) {
	c := client(kgo.ProducerBatchCompression(codecs[codec]), kgo.DefaultProduceTopic(arg.Topic))
	defer c.Close()
	must(c.ProduceSync(ctx, records...).FirstErr())
}

type member struct {
	lock    sync.Mutex
	owned   map[int32]bool
	records []*kgo.Record
	client  *kgo.Client
	done    chan struct{}
	stop    context.CancelFunc
}

func (m *member) change(add bool) func(context.Context, *kgo.Client, map[string][]int32) {
	return func(_ context.Context, _ *kgo.Client, changed map[string][]int32) {
		m.lock.Lock()
		defer m.lock.Unlock()
		for _, p := range changed[arg.Topic] {
			if add {
				m.owned[p] = true
			} else {
				delete(m.owned, p)
			}
		}
	}
}

func (m *member) owns() int {
	m.lock.Lock()
	defer m.lock.Unlock()
	return len(m.owned)
}

func (m *member) snapshot() []*kgo.Record {
	m.lock.Lock()
	defer m.lock.Unlock()
	return append([]*kgo.Record(nil), m.records...)
}

func join() *member {
	polling, stop := context.WithCancel(context.Background())
	m := &member{owned: map[int32]bool{}, done: make(chan struct{}), stop: stop}
	m.client = client(kgo.ConsumerGroup(arg.Group), kgo.ConsumeTopics(arg.Topic), kgo.DisableAutoCommit(), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.SessionTimeout(10*time.Second), kgo.HeartbeatInterval(300*time.Millisecond),
		kgo.OnPartitionsAssigned(m.change(true)), kgo.OnPartitionsRevoked(m.change(false)), kgo.OnPartitionsLost(m.change(false)))
	go func() {
		defer close(m.done)
		for polling.Err() == nil {
			fetches := m.client.PollFetches(polling)
			fetches.EachError(func(_ string, _ int32, err error) {
				if polling.Err() == nil {
					must(err)
				}
			})
			m.lock.Lock()
			m.records = append(m.records, fetches.Records()...)
			m.lock.Unlock()
		}
	}()
	return m
}

func (m *member) commit(records map[string]*kgo.Record) {
	var own []*kgo.Record
	m.lock.Lock()
	for _, r := range records {
		if m.owned[r.Partition] {
			own = append(own, r)
		}
	}
	m.lock.Unlock()
	must(m.client.CommitRecords(ctx, own...))
}

func (m *member) leave() {
	m.stop()
	<-m.done
	m.client.Close()
}

func distinct(members ...*member) map[string]*kgo.Record {
	seen := map[string]*kgo.Record{}
	for _, m := range members {
		for _, r := range m.snapshot() {
			seen[fmt.Sprint(r.Partition, ":", r.Offset)] = r
		}
	}
	return seen
}

func group() any {
	total := partitions()
	a, b := join(), join()
	state := func() string { return fmt.Sprint("owned ", a.owns(), b.owns(), " read ", len(distinct(a, b))) }
	until(state, func() bool { return a.owns() > 0 && b.owns() > 0 && a.owns()+b.owns() == total })
	owned := []int{a.owns(), b.owns()}
	until(state, func() bool { return len(distinct(a, b)) == arg.Count })
	read := distinct(a, b)
	a.commit(read)
	b.commit(read)
	b.leave()
	until(state, func() bool { return a.owns() == total })
	after := a.owns()
	a.leave()
	var extra []*kgo.Record
	for i := 0; i < 6; i++ {
		v := []byte(fmt.Sprint("extra-", i))
		extra = append(extra, &kgo.Record{Key: v, Value: v})
	}
	produce("none", extra)
	c := join()
	until(func() string { return fmt.Sprint("resumed ", len(c.snapshot())) }, func() bool { return len(c.snapshot()) >= 6 })
	var resumed []string
	for _, r := range c.snapshot() {
		resumed = append(resumed, string(r.Value))
	}
	sort.Strings(resumed)
	c.commit(distinct(c))
	c.leave()
	return map[string]any{"owned": owned, "afterLeave": after, "read": len(read), "resumed": resumed}
}

func read() any {
	c := client(kgo.ConsumeTopics(arg.Topic), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	defer c.Close()
	var lines []string
	for len(lines) < arg.Count {
		fetches := c.PollFetches(ctx)
		if ctx.Err() != nil {
			must(fmt.Errorf("timed out: read %d of %d", len(lines), arg.Count))
		}
		must(fetches.Err())
		fetches.EachRecord(func(r *kgo.Record) {
			header := ""
			for _, h := range r.Headers {
				if h.Key == "n" {
					header = string(h.Value)
				}
			}
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s\t%d\n", r.Key, r.Value, header, r.Timestamp.UnixMilli()))
		})
	}
	sort.Strings(lines)
	digest := sha256.Sum256([]byte(strings.Join(lines, "")))
	return map[string]any{"count": len(lines), "digest": hex.EncodeToString(digest[:])}
}

func run(command string) any {
	switch command {
	case "create":
		_, err := admin().CreateTopic(ctx, arg.Partitions, 1, nil, arg.Topic)
		must(err)
	case "produce":
		var records []*kgo.Record
		for i := 0; i < arg.Count; i++ {
			n := strconv.Itoa(i)
			records = append(records, &kgo.Record{
				Key: []byte(arg.Prefix + "-key-" + n), Value: []byte(arg.Prefix + "-value-" + n),
				Headers: []kgo.RecordHeader{{Key: "n", Value: []byte(n)}}, Timestamp: time.UnixMilli(arg.Timestamp + int64(i)),
			})
		}
		produce(arg.Codec, records)
	case "read":
		return read()
	case "group":
		return group()
	case "offsets":
		listed, err := admin().ListOffsetsAfterMilli(ctx, arg.Timestamp, arg.Topic)
		must(err)
		must(listed.Error())
		offsets := map[string]int64{}
		listed.Each(func(o kadm.ListedOffset) { offsets[fmt.Sprint(o.Partition)] = o.Offset })
		return map[string]any{"offsets": offsets}
	case "describe":
		return map[string]any{"partitions": partitions()}
	case "delete":
		a := admin()
		_, err := a.DeleteTopic(ctx, arg.Topic)
		must(err)
		until(func() string { return "topic still listed" }, func() bool {
			topics, err := a.ListTopics(ctx, arg.Topic)
			must(err)
			return topics[arg.Topic].Err == kerr.UnknownTopicOrPartition
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
	bootstrap = os.Args[1]
	must(json.Unmarshal([]byte(os.Args[3]), &arg))
	out, err := json.Marshal(run(os.Args[2]))
	must(err)
	fmt.Println(string(out))
}
