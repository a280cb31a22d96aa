package io.doppelstream.service.augment;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts over the latest real events of each segment, in the order in which they come: a ring of slots, one for an event and
 * the synthetic records requested after it. A new event takes the oldest one's slot. Nothing is ever late, nothing closes.
 */
final class LatestCounts implements Counts {
    /** What is in the ring, by segment. */
    private static final String SUM = "sum/";

    private static final String END_OF_SUMS = "sum0";
    private static final String SLOT = "slot/";

    private final KeyValueStore<String, Tally> store;
    private final int events;

    LatestCounts(KeyValueStore<String, Tally> store, int events) {
        this.store = store;
        this.events = events;
    }

    @Override
    public boolean add(Observation observation) {
        Tally sum = get(SUM + observation.segment());
        if (observation.kind() != Observation.Kind.SYNTHETIC) {
            String slot = slot(sum.seen(), observation.segment());
            sum = sum.without(get(slot));
            store.put(slot, Tally.NONE.observe(observation.kind(), observation.time()));
        }
        store.put(SUM + observation.segment(), sum.observe(observation.kind(), observation.time()));
        return true;
    }

    private Tally get(String key) {
        Tally found = store.get(key);
        return found == null ? Tally.NONE : found;
    }

    private String slot(long position, String segment) {
        return SLOT + position % events + "/" + segment;
    }

    @Override
    public List<Entry> open() {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<String, Tally> sums = store.range(SUM, END_OF_SUMS)) {
            while (sums.hasNext()) {
                KeyValue<String, Tally> sum = sums.next();
                entries.add(new Entry(0, sum.key.substring(SUM.length()), sum.value));
            }
        }
        return entries;
    }

    @Override
    public List<Entry> closed() {
        return List.of();
    }

    @Override
    public void request(Entry entry, long records) {
        String slot = slot(entry.tally().seen() - 1, entry.segment());
        store.put(slot, get(slot).request(records));
        store.put(SUM + entry.segment(), entry.tally().request(records));
    }

    @Override
    public void remove(Entry entry) {
        throw new UnsupportedOperationException("Expected no removal: the latest events of a segment never close");
    }
}
