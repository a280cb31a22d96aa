package io.doppelstream.service.topology;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Ids of requests answered in the last seven days, so that a request that comes twice is answered once. Entries expire by
 * the wall clock, not by the timestamps of requests, which are the clients' to choose.
 */
final class SeenRequests {
    static final String STORE = "requests-seen";
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final byte[] PRESENT = {1};

    private final WindowStore<String, byte[]> store;

    SeenRequests(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<WindowStore<String, byte[]>> store() {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, RETENTION, WINDOW, false), Serdes.String(), Serdes.ByteArray());
    }

    boolean before(String requestId, long now) {
        // A clock that was set back must not hide entries: they may lie in the future, however far. There are few
        // segments.
        try (WindowStoreIterator<byte[]> found =
                store.fetch(requestId, Math.max(0, now - RETENTION.toMillis()), Long.MAX_VALUE)) {
            return found.hasNext();
        }
    }

    void add(String requestId, long now) {
        store.put(requestId, PRESENT, now);
    }
}
