package io.doppelstream.service.topology;

import io.doppelstream.service.dispatch.RunningRequest;
import io.doppelstream.service.dispatch.RunningRequestSerde;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The running requests of one dispatcher: in memory, where choosing among them is cheap, and in the store with its changelog,
 * which is the truth. What a step changes goes to the store once, at its end.
 */
final class RunningRequests {
    static final String STORE = "requests-running";

    private final KeyValueStore<String, RunningRequest> store;
    private final Map<String, RunningRequest> running = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    /** Reads what the store has. */
    RunningRequests(KeyValueStore<String, RunningRequest> store) {
        this.store = store;
        try (KeyValueIterator<String, RunningRequest> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, RunningRequest> entry = all.next();
                running.put(entry.key, entry.value);
            }
        }
    }

    static StoreBuilder<KeyValueStore<String, RunningRequest>> store(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), RunningRequestSerde.of());
    }

    Optional<RunningRequest> find(String id) {
        return Optional.ofNullable(running.get(id));
    }

    /** A view: not to be iterated while it is changed. */
    Collection<RunningRequest> all() {
        return running.values();
    }

    void put(RunningRequest request) {
        running.put(request.id(), request);
        changed.add(request.id());
    }

    void remove(String id) {
        running.remove(id);
        changed.add(id);
    }

    /** Writes what has changed. */
    void save() {
        for (String id : changed) {
            // A null deletes.
            store.put(id, running.get(id));
        }
        changed.clear();
    }
}
