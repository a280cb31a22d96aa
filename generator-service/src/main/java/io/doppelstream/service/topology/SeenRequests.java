package io.doppelstream.service.topology;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
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

    private final WindowStore<String, byte[]> store;

    SeenRequests(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<WindowStore<String, byte[]>> store() {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, RETENTION, WINDOW, false), Serdes.String(), Serdes.ByteArray());
    }

    /** Whether an id came in any request. */
    boolean before(String requestId, long now) {
        try (WindowStoreIterator<byte[]> found = find(requestId, now)) {
            return found.hasNext();
        }
    }

    /**
     * Whether an id came in another record. Without transactions, the same record can come again after a crash, and its answer
     * may have been lost in it.
     *
     * @param offset of the record that it comes in now
     */
    boolean inAnother(String requestId, long offset, long now) {
        byte[] same = bytes(offset);
        try (WindowStoreIterator<byte[]> found = find(requestId, now)) {
            while (found.hasNext()) {
                if (!Arrays.equals(same, found.next().value)) {
                    return true;
                }
            }
            return false;
        }
    }

    private WindowStoreIterator<byte[]> find(String requestId, long now) {
        // A clock that was set back must not hide entries: they may lie in the future, however far. There are few
        // segments.
        return store.fetch(requestId, Math.max(0, now - RETENTION.toMillis()), Long.MAX_VALUE);
    }

    void add(String requestId, long offset, long now) {
        store.put(requestId, bytes(offset), now);
    }

    private static byte[] bytes(long offset) {
        return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
    }
}
