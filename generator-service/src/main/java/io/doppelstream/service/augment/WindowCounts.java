package io.doppelstream.service.augment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts in windows of event time that follow each other without overlap. A window takes events until one comes that is later
 * than its end by the grace period. How far time is, is in the store, too: a restart does not open closed windows again.
 */
final class WindowCounts implements Counts {
    /** Sorts after every window. */
    private static final String TIME = "time";

    /** Of the latest time there is. */
    private static final int DIGITS = 19;

    private final KeyValueStore<String, Tally> store;
    private final long length;
    private final long grace;
    private long time;
    private boolean advanced = true;

    WindowCounts(KeyValueStore<String, Tally> store, Duration length, Duration grace) {
        this.store = store;
        this.length = length.toMillis();
        this.grace = grace.toMillis();
        Tally stored = store.get(TIME);
        this.time = stored == null ? 0 : stored.latest();
    }

    @Override
    public boolean add(Observation observation) {
        long window = Math.floorDiv(observation.time(), length) * length;
        if (window <= lastClosed()) {
            return false;
        }
        if (observation.kind() != Observation.Kind.SYNTHETIC && observation.time() > time) {
            long closedBefore = Math.floorDiv(lastClosed(), length);
            time = observation.time();
            store.put(TIME, Tally.NONE.observe(Observation.Kind.ORDINARY, time));
            advanced |= Math.floorDiv(lastClosed(), length) > closedBefore;
        }
        String key = key(window, observation.segment());
        Tally before = store.get(key);
        store.put(key, (before == null ? Tally.NONE : before).observe(observation.kind(), observation.time()));
        return true;
    }

    /** Windows that start here or earlier are closed. */
    private long lastClosed() {
        return time - length - grace;
    }

    /** Sorts before the keys of all segments of the window, and after those of earlier windows. */
    private static String start(long window) {
        String digits = Long.toString(window);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static String key(long window, String segment) {
        return start(window) + "/" + segment;
    }

    @Override
    public List<Entry> open() {
        return range(start(Math.max(0, lastClosed() + 1)), TIME);
    }

    @Override
    public List<Entry> closed() {
        if (!advanced || lastClosed() < 0) {
            return List.of();
        }
        advanced = false;
        return range(start(0), start(lastClosed() + 1));
    }

    private List<Entry> range(String from, String to) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<String, Tally> range = store.range(from, to)) {
            while (range.hasNext()) {
                KeyValue<String, Tally> entry = range.next();
                int slash = entry.key.indexOf('/');
                if (slash > 0) {
                    entries.add(new Entry(
                            Long.parseLong(entry.key.substring(0, slash)),
                            entry.key.substring(slash + 1),
                            entry.value));
                }
            }
        }
        return entries;
    }

    @Override
    public void request(Entry entry, long records) {
        store.put(key(entry.window(), entry.segment()), entry.tally().request(records));
    }

    @Override
    public void remove(Entry entry) {
        store.delete(key(entry.window(), entry.segment()));
    }
}
