package io.doppelstream.service.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Meters of one augmentation, named {@code doppel.augment.*}. Counters count as many times as their transaction is tried. */
public final class AugmentMetrics {
    /** Segments with gauges of their own; those that come later have none. */
    static final int MOST_SEGMENTS = 50;

    /**
     * Where a segment stands.
     *
     * @param share of the rare class among what has come
     * @param deficit records that are not requested yet
     */
    private record Segment(double share, long deficit) {}

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<String, AtomicReference<Segment>> segments = new ConcurrentHashMap<>();
    private final AtomicLong missing;
    private final AtomicLong throttled;
    private final Counter ordinary;
    private final Counter rare;
    private final Counter synthetic;
    private final Counter passed;
    private final Counter late;
    private final Counter ahead;
    private final Counter malformed;
    private final Counter requested;
    private final Counter unmetByRate;
    private final Counter unmetByRatio;
    private final Counter unmetByModel;

    /** Registers what can be known before it happens. */
    public AugmentMetrics(MeterRegistry registry, String augmentation) {
        this.registry = registry;
        this.tags = Tags.of("augmentation", augmentation);
        ordinary = records("ordinary");
        rare = records("rare");
        synthetic = records("synthetic");
        passed = records("passed");
        late = records("late");
        ahead = records("ahead");
        malformed = records("malformed");
        requested = registry.counter("doppel.augment.requested", tags);
        unmetByRate = unmet("rate");
        unmetByRatio = unmet("ratio");
        unmetByModel = unmet("model");
        missing = registry.gauge("doppel.augment.missing", tags, new AtomicLong());
        throttled = registry.gauge("doppel.augment.throttled", tags, new AtomicLong());
    }

    private Counter records(String kind) {
        return registry.counter("doppel.augment.records", tags.and("kind", kind));
    }

    private Counter unmet(String reason) {
        return registry.counter("doppel.augment.unmet", tags.and("reason", reason));
    }

    /** A real record that was counted. */
    public void real(boolean isRare) {
        (isRare ? rare : ordinary).increment();
    }

    /** A synthetic record that has come. */
    public void synthetic() {
        synthetic.increment();
    }

    /** A tombstone or a record that was synthetic already. */
    public void passed() {
        passed.increment();
    }

    /** A real record whose window was closed. */
    public void late() {
        late.increment();
    }

    /** A real record from the future. */
    public void ahead() {
        ahead.increment();
    }

    /** A record that became a dead letter. */
    public void malformed() {
        malformed.increment();
    }

    public void requested(long records) {
        requested.increment((double) records);
    }

    /**
     * Records that open windows lack and that are not requested yet.
     *
     * @param total all of them
     * @param byRate those that wait for the rate
     */
    public void missing(long total, long byRate) {
        missing.set(total);
        throttled.set(byRate);
    }

    /** Where a segment stands in its latest window. */
    public void segment(String segment, double share, long deficit) {
        Segment now = new Segment(share, deficit);
        AtomicReference<Segment> known = segments.get(segment);
        if (known != null) {
            known.set(now);
        } else if (segments.size() < MOST_SEGMENTS) {
            AtomicReference<Segment> added = new AtomicReference<>(now);
            segments.put(segment, added);
            Tags its = tags.and("segment", segment.isEmpty() ? "all" : segment);
            registry.gauge(
                    "doppel.augment.share", its, added, current -> current.get().share());
            registry.gauge("doppel.augment.deficit", its, added, current -> current.get()
                    .deficit());
        }
    }

    /** Records that closed windows will not get, by reason. */
    public void unmet(long byRate, long byRatio, long byModel) {
        unmetByRate.increment((double) byRate);
        unmetByRatio.increment((double) byRatio);
        unmetByModel.increment((double) byModel);
    }
}
