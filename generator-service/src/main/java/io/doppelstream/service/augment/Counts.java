package io.doppelstream.service.augment;

import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/** The tallies of one augmentation, by segment and window. All that it knows is in its state store. */
interface Counts {
    /**
     * A tally and what it is of.
     *
     * @param window start of the window in milliseconds; 0 where the latest events are counted
     * @param segment as in {@link Observation}
     */
    record Entry(long window, String segment, Tally tally) {}

    /** Counts a record; false if it is too late for that. */
    boolean add(Observation observation);

    /** Tallies that can still be filled, older windows first. */
    List<Entry> open();

    /** Tallies that no event can change any more; to be removed. */
    List<Entry> closed();

    /** Notes that synthetic records were requested for a tally. */
    void request(Entry entry, long records);

    /** Forgets a tally. */
    void remove(Entry entry);

    /** Those of an augmentation with windows, or of one with a number of events. */
    static Counts of(Augmentation augmentation, KeyValueStore<String, Tally> store) {
        return augmentation.settings().window() != null
                ? new WindowCounts(
                        store,
                        augmentation.settings().window(),
                        augmentation.settings().grace())
                : new LatestCounts(store, augmentation.settings().events());
    }
}
