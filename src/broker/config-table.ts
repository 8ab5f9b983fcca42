// GENERATED from the configuration definitions of Apache Kafka 4.3.1 by scripts/interop/configs/import-configs.mjs. Do not edit.
// Per line: name, type, default (- none, "" empty, ! required), validator, importance, then: internal, cluster-wide or per-broker
// (may change while running), dynamicOnly (not in server.properties), =NAME|NAME (the broker's properties it falls back to).

export const kafkaVersion = '4.3.1'

export const brokerConfigTable = `
add.partitions.to.txn.retry.backoff.max.ms int 100 [0,] high
add.partitions.to.txn.retry.backoff.ms int 20 [1,] high
advertised.listeners list - list:some:null: high
alter.config.policy.class.name class - - low
alter.log.dirs.replication.quota.window.num int 11 [1,] low
alter.log.dirs.replication.quota.window.size.seconds int 1 [1,] low
authorizer.class.name string "" nonNull low
auto.create.topics.enable boolean true - high
auto.leader.rebalance.enable boolean true - high
background.threads int 10 [1,] high cluster-wide
broker.heartbeat.interval.ms int 2000 - medium
broker.id int -1 - high
broker.rack string - - medium
broker.session.timeout.ms int 9000 - medium
client.quota.callback.class class - - low
compression.gzip.level int -1 gzipLevel medium cluster-wide
compression.lz4.level int 9 [1,17] medium cluster-wide
compression.type string producer in:uncompressed|zstd|lz4|snappy|gzip|producer high cluster-wide
compression.zstd.level int 3 [-131072,22] medium cluster-wide
config.providers list "" list:empty:set: low cluster-wide
connection.failed.authentication.delay.ms int 100 [0,] low
connections.max.idle.ms long 600000 - medium
connections.max.reauth.ms long 0 - medium
controlled.shutdown.enable boolean true - medium
controller.listener.names list ! list:some:set: high
controller.performance.always.log.threshold.ms long 2000 [0,] medium internal
controller.performance.sample.period.ms long 60000 [100,] medium internal
controller.quorum.append.linger.ms int 25 [0,] medium
controller.quorum.auto.join.enable boolean false - low
controller.quorum.bootstrap.servers list "" bootstrapServers high
controller.quorum.election.backoff.max.ms int 1000 [0,] high
controller.quorum.election.timeout.ms int 1000 [0,] high
controller.quorum.fetch.max.bytes int 1048576 [1,] low
controller.quorum.fetch.snapshot.max.bytes int 1048576 [1,] low
controller.quorum.fetch.timeout.ms int 2000 [0,] high
controller.quorum.request.timeout.ms int 2000 [0,] medium
controller.quorum.retry.backoff.ms int 20 [0,] low
controller.quorum.voters list "" quorumVoters high
controller.quota.window.num int 11 [1,] low
controller.quota.window.size.seconds int 1 [1,] low
controller.socket.timeout.ms int 30000 - medium
cordoned.log.dirs list "" list:empty:null: medium per-broker
create.topic.policy.class.name class - - low
default.replication.factor int 1 - medium
delegation.token.expiry.check.interval.ms long 3600000 [1,] low
delegation.token.expiry.time.ms long 86400000 [1,] medium
delegation.token.max.lifetime.ms long 604800000 [1,] medium
delegation.token.secret.key password - - medium
delete.records.purgatory.purge.interval.requests int 1 - medium
delete.topic.enable boolean true - high
early.start.listeners list - list:empty:null: high
fetch.max.bytes int 57671680 [1024,] medium
fetch.purgatory.purge.interval.requests int 1000 - medium
follower.fetch.last.tiered.offset.enable boolean false - medium cluster-wide
follower.replication.throttled.rate long 9223372036854775807 [0,] medium cluster-wide dynamicOnly
group.consumer.assignment.interval.ms int 1000 [0,] medium cluster-wide
group.consumer.assignors list uniform,range list:some:set: medium
group.consumer.heartbeat.interval.ms int 5000 [1,] medium
group.consumer.max.assignment.interval.ms int 15000 [0,] medium
group.consumer.max.heartbeat.interval.ms int 15000 [1,] medium
group.consumer.max.session.timeout.ms int 60000 [1,] medium
group.consumer.max.size int 2147483647 [1,] medium
group.consumer.migration.policy string bidirectional inAnyCase:DISABLED|DOWNGRADE|UPGRADE|BIDIRECTIONAL medium
group.consumer.min.assignment.interval.ms int 0 [0,] medium
group.consumer.min.heartbeat.interval.ms int 5000 [1,] medium
group.consumer.min.session.timeout.ms int 45000 [1,] medium
group.consumer.regex.refresh.interval.ms int 600000 [10000,] medium internal
group.consumer.session.timeout.ms int 45000 [1,] medium
group.coordinator.append.linger.ms int -1 [-1,] medium
group.coordinator.background.threads int 2 [1,] high
group.coordinator.cached.buffer.max.bytes int 1048588 [524288,] medium cluster-wide
group.coordinator.rebalance.protocols list classic,consumer,streams list:some:set:consumer|classic|share|streams medium
group.coordinator.threads int 4 [1,] high
group.initial.rebalance.delay.ms int 3000 - medium
group.max.session.timeout.ms int 1800000 - medium
group.max.size int 2147483647 [1,] medium
group.min.session.timeout.ms int 6000 - medium
group.share.assignment.interval.ms int 1000 [0,] medium cluster-wide
group.share.assignors list simple list:some:set: medium
group.share.delivery.count.limit int 5 [2,10] medium
group.share.heartbeat.interval.ms int 5000 [1,] medium
group.share.initialize.retry.interval.ms int 30000 [1,] low internal
group.share.max.assignment.interval.ms int 15000 [0,] medium
group.share.max.delivery.count.limit int 10 [5,25] medium
group.share.max.heartbeat.interval.ms int 15000 [1,] medium
group.share.max.partition.max.record.locks int 4000 [2000,10000] medium
group.share.max.record.lock.duration.ms int 60000 [30000,3600000] medium
group.share.max.session.timeout.ms int 60000 [1,] medium
group.share.max.share.sessions int 2000 [1,] medium
group.share.max.size int 200 [1,1000] medium
group.share.min.assignment.interval.ms int 0 [0,] medium
group.share.min.delivery.count.limit int 2 [2,5] medium
group.share.min.heartbeat.interval.ms int 5000 [1,] medium
group.share.min.partition.max.record.locks int 100 [100,2000] medium
group.share.min.record.lock.duration.ms int 15000 [1000,30000] medium
group.share.min.session.timeout.ms int 45000 [1,] medium
group.share.partition.max.record.locks int 2000 [100,10000] medium
group.share.persister.class.name string org.apache.kafka.server.share.persister.DefaultStatePersister - medium internal
group.share.record.lock.duration.ms int 30000 [1000,3600000] medium
group.share.session.timeout.ms int 45000 [1,] medium
group.streams.assignment.interval.ms int 1000 [0,] medium cluster-wide
group.streams.heartbeat.interval.ms int 5000 [1,] medium
group.streams.initial.rebalance.delay.ms int 3000 [0,] medium
group.streams.max.assignment.interval.ms int 15000 [0,] medium
group.streams.max.heartbeat.interval.ms int 15000 [1,] medium
group.streams.max.session.timeout.ms int 60000 [1,] medium
group.streams.max.size int 2147483647 [1,] medium
group.streams.max.standby.replicas int 2 [0,] medium
group.streams.min.assignment.interval.ms int 0 [0,] medium
group.streams.min.heartbeat.interval.ms int 5000 [1,] medium
group.streams.min.session.timeout.ms int 45000 [1,] medium
group.streams.num.standby.replicas int 0 [0,] medium
group.streams.session.timeout.ms int 45000 [1,] medium
initial.broker.registration.timeout.ms int 60000 - medium
inter.broker.listener.name string - - medium
internal.metadata.delete.delay.millis long 60000 - low internal
internal.metadata.log.segment.bytes int - - low internal
internal.metadata.max.batch.size.in.bytes int 8388608 - low internal
kafka.metrics.polling.interval.secs int 10 [1,] low
kafka.metrics.reporters list "" list:empty:set: low
leader.imbalance.check.interval.seconds long 300 [1,] high
leader.replication.throttled.rate long 9223372036854775807 [0,] medium cluster-wide dynamicOnly
listener.security.protocol.map string SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT - low per-broker
listeners list PLAINTEXT://:9092 list:some:set: high per-broker
log.cleaner.backoff.ms long 15000 [0,] medium cluster-wide
log.cleaner.dedupe.buffer.size long 134217728 - medium cluster-wide
log.cleaner.delete.retention.ms long 86400000 [0,] medium cluster-wide
log.cleaner.enable boolean true - medium
log.cleaner.io.buffer.load.factor double 0.9 - medium cluster-wide
log.cleaner.io.buffer.size int 524288 [0,] medium cluster-wide
log.cleaner.io.max.bytes.per.second double 1.7976931348623157E308 - medium cluster-wide
log.cleaner.max.compaction.lag.ms long 9223372036854775807 [1,] medium cluster-wide
log.cleaner.min.cleanable.ratio double 0.5 [0,1] medium cluster-wide
log.cleaner.min.compaction.lag.ms long 0 [0,] medium cluster-wide
log.cleaner.threads int 1 [0,] medium cluster-wide
log.cleanup.policy list delete list:empty:set:compact|delete medium cluster-wide
log.dir list /tmp/kafka-logs list:some:set: high
log.dir.failure.timeout.ms long 30000 [1,] low
log.dirs list - list:some:null: high
log.flush.interval.messages long 9223372036854775807 [1,] high cluster-wide
log.flush.interval.ms long - - high cluster-wide
log.flush.offset.checkpoint.interval.ms int 60000 [0,] high
log.flush.scheduler.interval.ms long 9223372036854775807 - high
log.flush.start.offset.checkpoint.interval.ms int 60000 [0,] high
log.index.interval.bytes int 4096 [0,] medium cluster-wide
log.index.size.max.bytes int 10485760 [4,] medium cluster-wide
log.initial.task.delay.ms long 30000 [0,] low internal
log.local.retention.bytes long -2 [-2,] medium cluster-wide
log.local.retention.ms long -2 [-2,] medium cluster-wide
log.message.timestamp.after.max.ms long 3600000 [0,] medium cluster-wide
log.message.timestamp.before.max.ms long 9223372036854775807 [0,] medium cluster-wide
log.message.timestamp.type string CreateTime in:CreateTime|LogAppendTime medium cluster-wide
log.preallocate boolean false - medium cluster-wide
log.retention.bytes long -1 - high cluster-wide
log.retention.check.interval.ms long 300000 [1,] medium
log.retention.hours int 168 - high
log.retention.minutes int - - high
log.retention.ms long - - high cluster-wide
log.roll.hours int 168 [1,] high
log.roll.jitter.hours int 0 [0,] high
log.roll.jitter.ms long - - high cluster-wide
log.roll.ms long - - high cluster-wide
log.segment.bytes int 1073741824 [1048576,] high cluster-wide
log.segment.delete.delay.ms long 60000 [0,] high cluster-wide
max.connection.creation.rate int 2147483647 [0,] medium cluster-wide
max.connections int 2147483647 [0,] medium cluster-wide
max.connections.per.ip int 2147483647 [0,] medium cluster-wide
max.connections.per.ip.overrides string "" - medium cluster-wide
max.incremental.fetch.session.cache.slots int 1000 [0,] medium
max.request.partition.size.limit int 2000 [1,] medium
message.max.bytes int 1048588 [0,] high cluster-wide
metadata.log.dir string - - high
metadata.log.max.record.bytes.between.snapshots long 20971520 [1,] high
metadata.log.max.snapshot.interval.ms long 3600000 [0,] high
metadata.log.segment.bytes int 1073741824 [8388608,] high
metadata.log.segment.ms long 604800000 - high
metadata.max.idle.interval.ms int 500 [0,] low
metadata.max.retention.bytes long 104857600 - high
metadata.max.retention.ms long 604800000 - high
metric.reporters list org.apache.kafka.common.metrics.JmxReporter list:empty:set: low cluster-wide
metrics.num.samples int 2 [1,] low
metrics.recording.level string INFO - low
metrics.sample.window.ms long 30000 [1,] low
min.insync.replicas int 1 [1,] high cluster-wide
node.id int ! [0,] high
num.io.threads int 8 [1,] high cluster-wide
num.network.threads int 3 [1,] high cluster-wide
num.partitions int 1 [1,] medium
num.recovery.threads.per.data.dir int 2 [1,] high cluster-wide
num.replica.alter.log.dirs.threads int - - high
num.replica.fetchers int 1 [1,] high cluster-wide
offset.metadata.max.bytes int 4096 - high
offsets.commit.timeout.ms int 5000 [1,] high
offsets.load.buffer.size int 5242880 [1,] high
offsets.retention.check.interval.ms long 600000 [1,] high
offsets.retention.minutes int 10080 [1,] high
offsets.topic.compression.codec int 0 - high
offsets.topic.num.partitions int 50 [1,] high
offsets.topic.replication.factor short 3 [1,] high
offsets.topic.segment.bytes int 104857600 [1,] high
principal.builder.class class org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder - medium per-broker
process.roles list ! list:some:set:broker|controller high
producer.id.expiration.check.interval.ms int 600000 [1,] low internal
producer.id.expiration.ms int 86400000 [1,] low cluster-wide
producer.purgatory.purge.interval.requests int 1000 - medium
queued.max.request.bytes long -1 - medium
queued.max.requests int 500 [1,] high
quota.window.num int 11 [1,] low
quota.window.size.seconds int 1 [1,] low
remote.fetch.max.wait.ms int 500 [1,] medium cluster-wide
remote.list.offsets.request.timeout.ms long 30000 [1,] medium cluster-wide
remote.log.index.file.cache.total.size.bytes long 1073741824 [1,] low cluster-wide
remote.log.index.file.cache.ttl.ms long 900000 [-1,] low internal
remote.log.manager.copier.thread.pool.size int 10 [1,] medium cluster-wide
remote.log.manager.copy.max.bytes.per.second long 9223372036854775807 [1,] medium cluster-wide
remote.log.manager.copy.quota.window.num int 11 [1,] medium
remote.log.manager.copy.quota.window.size.seconds int 1 [1,] medium
remote.log.manager.expiration.thread.pool.size int 10 [1,] medium cluster-wide
remote.log.manager.fetch.max.bytes.per.second long 9223372036854775807 [1,] medium cluster-wide
remote.log.manager.fetch.quota.window.num int 11 [1,] medium
remote.log.manager.fetch.quota.window.size.seconds int 1 [1,] medium
remote.log.manager.follower.thread.pool.size int 2 [1,] medium cluster-wide
remote.log.manager.task.interval.ms long 30000 [1,] low
remote.log.manager.task.retry.backoff.max.ms long 30000 [1,] low internal
remote.log.manager.task.retry.backoff.ms long 500 [1,] low internal
remote.log.manager.task.retry.jitter double 0.2 [0,0.5] low internal
remote.log.manager.thread.pool.size int 2 [1,] medium
remote.log.metadata.custom.metadata.max.bytes int 128 [0,] low
remote.log.metadata.manager.class.name string org.apache.kafka.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManager nonEmpty medium
remote.log.metadata.manager.class.path string - - medium
remote.log.metadata.manager.impl.prefix string rlmm.config. nonEmpty medium
remote.log.metadata.manager.listener.name string - nonEmpty medium
remote.log.reader.max.pending.tasks int 100 [1,] medium
remote.log.reader.threads int 10 [1,] medium cluster-wide
remote.log.storage.manager.class.name string - nonEmpty medium
remote.log.storage.manager.class.path string - - medium
remote.log.storage.manager.impl.prefix string rsm.config. nonEmpty medium
remote.log.storage.system.enable boolean false - medium
replica.alter.log.dirs.io.max.bytes.per.second long 9223372036854775807 [0,] medium cluster-wide dynamicOnly
replica.fetch.backoff.ms int 1000 [0,] medium
replica.fetch.max.bytes int 1048576 [0,] medium
replica.fetch.min.bytes int 1 - high
replica.fetch.response.max.bytes int 10485760 [0,] medium
replica.fetch.wait.max.ms int 500 - high
replica.high.watermark.checkpoint.interval.ms long 5000 - high
replica.lag.time.max.ms long 30000 - high
replica.selector.class string - - medium
replica.socket.receive.buffer.bytes int 65536 - high
replica.socket.timeout.ms int 30000 - high
replication.quota.window.num int 11 [1,] low
replication.quota.window.size.seconds int 1 [1,] low
request.timeout.ms int 30000 - high
sasl.client.callback.handler.class class - - medium
sasl.enabled.mechanisms list GSSAPI list:empty:set: medium per-broker
sasl.jaas.config password - - medium per-broker
sasl.kerberos.kinit.cmd string /usr/bin/kinit - medium per-broker
sasl.kerberos.min.time.before.relogin long 60000 - medium per-broker
sasl.kerberos.principal.to.local.rules list DEFAULT list:empty:set: medium per-broker
sasl.kerberos.service.name string - - medium per-broker
sasl.kerberos.ticket.renew.jitter double 0.05 - medium per-broker
sasl.kerberos.ticket.renew.window.factor double 0.8 - medium per-broker
sasl.login.callback.handler.class class - - medium
sasl.login.class class - - medium
sasl.login.connect.timeout.ms int - - low
sasl.login.read.timeout.ms int - - low
sasl.login.refresh.buffer.seconds short 300 - medium per-broker
sasl.login.refresh.min.period.seconds short 60 - medium per-broker
sasl.login.refresh.window.factor double 0.8 - medium per-broker
sasl.login.refresh.window.jitter double 0.05 - medium per-broker
sasl.login.retry.backoff.max.ms long 10000 - low
sasl.login.retry.backoff.ms long 100 - low
sasl.mechanism.controller.protocol string GSSAPI - high
sasl.mechanism.inter.broker.protocol string GSSAPI - medium per-broker
sasl.oauthbearer.assertion.algorithm string RS256 inAnyCase:ES256|RS256 medium
sasl.oauthbearer.assertion.claim.aud string - - medium
sasl.oauthbearer.assertion.claim.exp.seconds int 300 [0,86400] low
sasl.oauthbearer.assertion.claim.iss string - - medium
sasl.oauthbearer.assertion.claim.jti.include boolean false - medium
sasl.oauthbearer.assertion.claim.nbf.seconds int 60 [0,3600] low
sasl.oauthbearer.assertion.claim.sub string - - medium
sasl.oauthbearer.assertion.file string - - medium
sasl.oauthbearer.assertion.private.key.file string - - medium
sasl.oauthbearer.assertion.private.key.passphrase password - - medium
sasl.oauthbearer.assertion.template.file string - - medium
sasl.oauthbearer.client.credentials.client.id string - - medium
sasl.oauthbearer.client.credentials.client.secret password - - medium
sasl.oauthbearer.clock.skew.seconds int 30 - low
sasl.oauthbearer.expected.audience list "" list:empty:set: high
sasl.oauthbearer.expected.issuer string - - high
sasl.oauthbearer.jwks.endpoint.refresh.ms long 3600000 - low
sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms long 10000 - low
sasl.oauthbearer.jwks.endpoint.retry.backoff.ms long 100 - low
sasl.oauthbearer.jwks.endpoint.url string - - medium
sasl.oauthbearer.jwt.retriever.class class org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever - medium
sasl.oauthbearer.jwt.validator.class class org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator - medium
sasl.oauthbearer.scope string - - medium
sasl.oauthbearer.scope.claim.name string scope - low
sasl.oauthbearer.sub.claim.name string sub - low
sasl.oauthbearer.token.endpoint.url string - - medium
sasl.server.callback.handler.class class - - medium
sasl.server.max.receive.size int 524288 - medium
security.inter.broker.protocol string PLAINTEXT in:PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL medium
security.providers string - - low
server.max.startup.time.ms long 9223372036854775807 [0,] medium internal
share.coordinator.append.linger.ms int -1 [-1,] medium
share.coordinator.cached.buffer.max.bytes int 1048588 [524288,] medium cluster-wide
share.coordinator.cold.partition.snapshot.interval.ms int 300000 [1,] low internal
share.coordinator.load.buffer.size int 5242880 [1,] high
share.coordinator.snapshot.update.records.per.snapshot int 500 [0,500] medium
share.coordinator.state.topic.compression.codec int 0 - high
share.coordinator.state.topic.min.isr short 2 [1,] high
share.coordinator.state.topic.num.partitions int 50 [1,] high
share.coordinator.state.topic.prune.interval.ms int 300000 [1,] low internal
share.coordinator.state.topic.replication.factor short 3 [1,] high
share.coordinator.state.topic.segment.bytes int 104857600 [1,] high
share.coordinator.threads int 1 [1,] medium
share.coordinator.write.timeout.ms int 5000 [1,] high
share.fetch.purgatory.purge.interval.requests int 1000 - medium
socket.connection.setup.timeout.max.ms long 30000 - medium
socket.connection.setup.timeout.ms long 10000 - medium
socket.listen.backlog.size int 50 [1,] medium
socket.receive.buffer.bytes int 102400 - high
socket.request.max.bytes int 104857600 [1,] high
socket.send.buffer.bytes int 102400 - high
ssl.allow.dn.changes boolean false - low
ssl.allow.san.changes boolean false - low
ssl.cipher.suites list "" list:empty:set: medium per-broker
ssl.client.auth string none in:required|requested|none medium per-broker
ssl.enabled.protocols list TLSv1.2,TLSv1.3 list:empty:set: medium per-broker
ssl.endpoint.identification.algorithm string https - low per-broker
ssl.engine.factory.class class - - low per-broker
ssl.key.password password - - medium per-broker
ssl.keymanager.algorithm string SunX509 - medium per-broker
ssl.keystore.certificate.chain password - - medium per-broker
ssl.keystore.key password - - medium per-broker
ssl.keystore.location string - - medium per-broker
ssl.keystore.password password - - medium per-broker
ssl.keystore.type string JKS - medium per-broker
ssl.principal.mapping.rules string DEFAULT - low
ssl.protocol string TLSv1.3 - medium per-broker
ssl.provider string - - medium per-broker
ssl.secure.random.implementation string - - low per-broker
ssl.trustmanager.algorithm string PKIX - medium per-broker
ssl.truststore.certificates password - - medium per-broker
ssl.truststore.location string - - medium per-broker
ssl.truststore.password password - - medium per-broker
ssl.truststore.type string JKS - medium per-broker
telemetry.max.bytes int 1048576 [1,] low
transaction.abort.timed.out.transaction.cleanup.interval.ms int 10000 [1,] low
transaction.max.timeout.ms int 900000 [1,] high
transaction.partition.verification.enable boolean true - low cluster-wide
transaction.remove.expired.transaction.cleanup.interval.ms int 3600000 [1,] low
transaction.state.log.load.buffer.size int 5242880 [1,] high
transaction.state.log.min.isr int 2 [1,] high
transaction.state.log.num.partitions int 50 [1,] high
transaction.state.log.replication.factor short 3 [1,] high
transaction.state.log.segment.bytes int 104857600 [1,] high
transaction.two.phase.commit.enable boolean false - low
transactional.id.expiration.ms int 604800000 [1,] high
unclean.leader.election.enable boolean false - high cluster-wide
unclean.leader.election.interval.ms long 300000 [1,] medium internal
unstable.api.versions.enable boolean false - high internal
unstable.feature.versions.enable boolean false - high internal
`

export const topicConfigTable = `
cleanup.policy list delete list:empty:set:compact|delete medium =log.cleanup.policy
compression.gzip.level int -1 gzipLevel medium =compression.gzip.level
compression.lz4.level int 9 [1,17] medium =compression.lz4.level
compression.type string producer in:uncompressed|zstd|lz4|snappy|gzip|producer medium =compression.type
compression.zstd.level int 3 [-131072,22] medium =compression.zstd.level
delete.retention.ms long 86400000 [0,] medium =log.cleaner.delete.retention.ms
file.delete.delay.ms long 60000 [0,] medium =log.segment.delete.delay.ms
flush.messages long 9223372036854775807 [1,] medium =log.flush.interval.messages
flush.ms long 9223372036854775807 [0,] medium =log.flush.interval.ms|log.flush.scheduler.interval.ms
follower.replication.throttled.replicas list "" throttledReplicas medium
index.interval.bytes int 4096 [0,] medium =log.index.interval.bytes
internal.segment.bytes int - - medium internal
leader.replication.throttled.replicas list "" throttledReplicas medium
local.retention.bytes long -2 [-2,] medium =log.local.retention.bytes
local.retention.ms long -2 [-2,] medium =log.local.retention.ms
max.compaction.lag.ms long 9223372036854775807 [1,] medium =log.cleaner.max.compaction.lag.ms
max.message.bytes int 1048588 [0,] medium =message.max.bytes
message.timestamp.after.max.ms long 3600000 [0,] medium =log.message.timestamp.after.max.ms
message.timestamp.before.max.ms long 9223372036854775807 [0,] medium =log.message.timestamp.before.max.ms
message.timestamp.type string CreateTime in:CreateTime|LogAppendTime medium =log.message.timestamp.type
min.cleanable.dirty.ratio double 0.5 [0,1] medium =log.cleaner.min.cleanable.ratio
min.compaction.lag.ms long 0 [0,] medium =log.cleaner.min.compaction.lag.ms
min.insync.replicas int 1 [1,] medium =min.insync.replicas
preallocate boolean false - medium =log.preallocate
remote.log.copy.disable boolean false - medium
remote.log.delete.on.disable boolean false - medium
remote.storage.enable boolean false - medium
retention.bytes long -1 - medium =log.retention.bytes
retention.ms long 604800000 [-1,] medium =log.retention.ms|log.retention.minutes|log.retention.hours
segment.bytes int 1073741824 [1048576,] medium =log.segment.bytes
segment.index.bytes int 10485760 [4,] medium =log.index.size.max.bytes
segment.jitter.ms long 0 [0,] medium =log.roll.jitter.ms|log.roll.jitter.hours
segment.ms long 604800000 [1,] medium =log.roll.ms|log.roll.hours
unclean.leader.election.enable boolean false - medium =unclean.leader.election.enable
`

export const groupConfigTable = `
consumer.assignment.interval.ms int 1000 [0,] medium =group.consumer.assignment.interval.ms
consumer.heartbeat.interval.ms int 5000 [1,] medium =group.consumer.heartbeat.interval.ms
consumer.session.timeout.ms int 45000 [1,] medium =group.consumer.session.timeout.ms
share.assignment.interval.ms int 1000 [0,] medium =group.share.assignment.interval.ms
share.auto.offset.reset string latest offsetReset medium
share.delivery.count.limit int 5 [2,] medium =group.share.delivery.count.limit
share.heartbeat.interval.ms int 5000 [1,] medium =group.share.heartbeat.interval.ms
share.isolation.level string read_uncommitted in:read_committed|read_uncommitted medium
share.partition.max.record.locks int 2000 [100,] medium =group.share.partition.max.record.locks
share.record.lock.duration.ms int 30000 [1000,] medium =group.share.record.lock.duration.ms
share.renew.acknowledge.enable boolean true - medium
share.session.timeout.ms int 45000 [1,] medium =group.share.session.timeout.ms
streams.assignment.interval.ms int 1000 [0,] medium =group.streams.assignment.interval.ms
streams.heartbeat.interval.ms int 5000 [1,] medium =group.streams.heartbeat.interval.ms
streams.initial.rebalance.delay.ms int 3000 [0,] medium =group.streams.initial.rebalance.delay.ms
streams.num.standby.replicas int 0 [0,] medium =group.streams.num.standby.replicas
streams.session.timeout.ms int 45000 [1,] medium =group.streams.session.timeout.ms
`

export const clientMetricsConfigTable = `
interval.ms int 300000 - medium
match list "" list:empty:set: medium
metrics list "" list:empty:set: medium
`
