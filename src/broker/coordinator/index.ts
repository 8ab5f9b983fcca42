// The door of the coordinator room.
export type { AppendedRange, PartitionWriter } from './partition-writer.ts'
export { defaultGroupCoordinatorConfig, type GroupCoordinatorConfig, groupCoordinatorConfig } from './group/config.ts'
export type { GroupEvent, GroupEventListener } from './group/events.ts'
export { GROUP_METADATA_TOPIC, GroupCoordinator, type GroupCoordinatorOptions } from './group/group-coordinator.ts'
export type { RequestContext } from './group/requests.ts'
export type { TopicsView, TopicView } from './group/topics.ts'
