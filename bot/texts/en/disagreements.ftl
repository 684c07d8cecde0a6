# Where outlets differ
story-differing = Where outlets differ
digest-differing = Outlets differ: { $stated }
digest-stated = { $outlet } “{ $value }”
