package io.doppelstream.service.models;

import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ModelPublished;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Models in memory, each at most once a process. A model stays while a lease is open, while it is pinned, and for a while
 * after: of those that nobody uses, the ones used last are kept.
 */
public final class LoadedModels implements AutoCloseable {
    private final ModelLoader loader;
    private final int mostIdle;
    private final Map<String, Entry> entries = new HashMap<>();
    private Set<String> pinned = Set.of();
    private long clock;
    private boolean closed;

    public LoadedModels(ModelLoader loader, int mostIdle) {
        this.loader = loader;
        this.mostIdle = mostIdle;
    }

    /** The right to use a model until it is closed. */
    public final class Lease implements AutoCloseable {
        private final Entry entry;
        private final LoadedModel model;
        private boolean released;

        private Lease(Entry entry, LoadedModel model) {
            this.entry = entry;
            this.model = model;
        }

        public LoadedModel model() {
            return model;
        }

        @Override
        public void close() {
            if (!released) {
                released = true;
                release(entry);
            }
        }
    }

    private static final class Entry {
        private LoadedModel model;
        private int leases;
        private long lastUse;

        synchronized LoadedModel loaded(ModelLoader loader, ModelPublished published) throws ModelPackageException {
            if (model == null) {
                model = loader.load(published);
            }
            return model;
        }
    }

    /**
     * Loads a version, if it is not loaded, and takes hold of it.
     *
     * @throws ModelPackageException when the package cannot be used
     * @throws ModelUnavailableException when it could not be fetched
     */
    public Lease acquire(ModelPublished published) throws ModelPackageException {
        Entry entry = hold(published.getDigest());
        boolean done = false;
        try {
            Lease lease = new Lease(entry, entry.loaded(loader, published));
            done = true;
            return lease;
        } finally {
            if (!done) {
                release(entry);
            }
        }
    }

    private synchronized Entry hold(String digest) {
        if (closed) {
            throw new IllegalStateException("Expected models in use while the service runs, found them closed");
        }
        Entry entry = entries.computeIfAbsent(digest, key -> new Entry());
        entry.leases++;
        return entry;
    }

    private synchronized void release(Entry entry) {
        entry.leases--;
        entry.lastUse = ++clock;
        evict();
    }

    /** Keeps these digests loaded, used or not, once they are. */
    public synchronized void pin(Set<String> digests) {
        pinned = Set.copyOf(digests);
        evict();
    }

    /** Number of models in memory. */
    public synchronized int size() {
        return (int)
                entries.values().stream().filter(entry -> entry.model != null).count();
    }

    private void evict() {
        entries.values().removeIf(entry -> entry.leases == 0 && entry.model == null);
        List<Map.Entry<String, Entry>> idle = entries.entrySet().stream()
                .filter(entry -> entry.getValue().leases == 0 && (closed || !pinned.contains(entry.getKey())))
                .sorted(Comparator.comparingLong(entry -> entry.getValue().lastUse))
                .toList();
        int surplus = closed ? idle.size() : idle.size() - mostIdle;
        for (int i = 0; i < surplus; i++) {
            idle.get(i).getValue().model.close();
            entries.remove(idle.get(i).getKey());
        }
    }

    /** Closes all models: those with a lease when it is returned. */
    @Override
    public synchronized void close() {
        closed = true;
        evict();
    }
}
