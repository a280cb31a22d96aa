package io.doppelstream.service.models;

import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ModelPublished;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Models in memory, each at most once a process. A model stays while a lease is open, while it is pinned, and for a while
 * after: of those that nobody uses, the ones used last are kept. Where all together are larger than the memory for models, those
 * that nobody uses are closed, the one used longest ago first, pinned ones last of all.
 */
public final class LoadedModels implements AutoCloseable {
    private final ModelLoader loader;
    private final int mostIdle;
    private final long mostBytes;
    private final Map<String, Entry> entries = new HashMap<>();
    private Set<String> pinned = Set.of();
    private long clock;
    private boolean closed;

    /**
     * None yet.
     *
     * @param mostIdle models that stay although nobody uses them, besides the pinned ones
     * @param mostBytes memory for models as {@link LoadedModel#bytes} estimates it; models in use are not closed for it
     */
    public LoadedModels(ModelLoader loader, int mostIdle, long mostBytes) {
        this.loader = loader;
        this.mostIdle = mostIdle;
        this.mostBytes = mostBytes;
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
        private final String digest;
        private volatile LoadedModel model;
        private int leases;
        private long lastUse;

        private Entry(String digest) {
            this.digest = digest;
        }

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
            boolean fresh = entry.model == null;
            Lease lease = new Lease(entry, entry.loaded(loader, published));
            if (fresh) {
                evict();
            }
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
        Entry entry = entries.computeIfAbsent(digest, Entry::new);
        entry.leases++;
        return entry;
    }

    private void release(Entry entry) {
        synchronized (this) {
            entry.leases--;
            entry.lastUse = ++clock;
        }
        evict();
    }

    /** Keeps these digests loaded, used or not, once they are and while memory allows. */
    public void pin(Set<String> digests) {
        synchronized (this) {
            pinned = Set.copyOf(digests);
        }
        evict();
    }

    /** Whether a model is in memory. */
    public synchronized boolean contains(String digest) {
        return entries.containsKey(digest) && entries.get(digest).model != null;
    }

    /** The models in memory; one may be closed right after. */
    public synchronized List<LoadedModel> all() {
        return entries.values().stream()
                .map(entry -> entry.model)
                .filter(model -> model != null)
                .toList();
    }

    /** Closes what is too many or too much. Outside the lock, so that others go on meanwhile. */
    private void evict() {
        evicted().forEach(LoadedModel::close);
    }

    private synchronized List<LoadedModel> evicted() {
        entries.values().removeIf(entry -> entry.leases == 0 && entry.model == null);
        List<Entry> unused = entries.values().stream()
                .filter(entry -> entry.leases == 0)
                .sorted(Comparator.comparing((Entry entry) -> pinned.contains(entry.digest))
                        .thenComparingLong(entry -> entry.lastUse))
                .toList();
        long idle =
                unused.stream().filter(entry -> !pinned.contains(entry.digest)).count();
        long bytes = all().stream().mapToLong(LoadedModel::bytes).sum();
        List<LoadedModel> evicted = new ArrayList<>();
        for (Entry entry : unused) {
            boolean tooMany = idle - evicted.size() > mostIdle;
            if (closed || tooMany || bytes > mostBytes) {
                evicted.add(entry.model);
                entries.remove(entry.digest);
                bytes -= entry.model.bytes();
            }
        }
        return evicted;
    }

    /** Closes all models: those with a lease when it is returned. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        evict();
    }
}
