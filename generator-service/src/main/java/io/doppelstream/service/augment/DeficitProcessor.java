package io.doppelstream.service.augment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.config.AugmentationSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what comes and requests what is missing, five times a second and when a window closes. The tallies and the
 * requests are committed together, so that a request is there if and only if it is counted.
 */
final class DeficitProcessor implements Processor<byte[], byte[], byte[], Forwarded> {
    static final Duration TICK = Duration.ofMillis(200);

    /** A record that claims to be from further in the future has a wrong clock: it would close all windows before it. */
    static final Duration MOST_AHEAD = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(DeficitProcessor.class);

    private final Augmentation augmentation;
    private final AugmentationSettings settings;
    private final Goal goal;
    private ProcessorContext<byte[], Forwarded> context;
    private Counts counts;
    private Refusals refusals;
    private RateLimit limit;
    private String lastTrouble = "";

    DeficitProcessor(Augmentation augmentation) {
        this.augmentation = augmentation;
        this.settings = augmentation.settings();
        this.goal = new Goal(settings.share(), settings.maxRatio());
    }

    @Override
    public void init(ProcessorContext<byte[], Forwarded> context) {
        this.context = context;
        refusals = new Refusals(augmentation, context, AugmentTopology.COUNT_DEAD_LETTERS);
        counts = Counts.of(augmentation, context.getStateStore(AugmentTopology.STORE));
        limit = new RateLimit(settings.maxRate(), TICK.toMillis(), context.currentSystemTimeMs());
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Observation.of(record)
                .ifPresentOrElse(
                        this::count,
                        () -> refusals.refuse(
                                record,
                                ReasonCode.UNDECODABLE,
                                "Expected an observation of a real or synthetic record, found another: the"
                                        + " topic of counts is the augmentation's own"));
    }

    private void count(Observation observation) {
        if (observation.time() > context.currentSystemTimeMs() + MOST_AHEAD.toMillis()) {
            augmentation.metrics().ahead();
            return;
        }
        boolean counted = counts.add(observation);
        if (observation.kind() == Observation.Kind.SYNTHETIC) {
            augmentation.metrics().synthetic();
        } else if (counted) {
            augmentation.metrics().real(observation.kind() == Observation.Kind.RARE);
            settle();
        } else {
            augmentation.metrics().late();
        }
    }

    private void tick() {
        limit.refill(context.currentSystemTimeMs());
        Missing missing = fill(counts.open());
        augmentation.metrics().missing(missing.total(), missing.byRate());
        counts.open().forEach(entry -> augmentation
                .metrics()
                .segment(entry.segment(), entry.tally().share(), goal.deficit(entry.tally())));
    }

    /** What a closed window still lacks it will not get: records of its time would come ever later. */
    private void settle() {
        List<Counts.Entry> closed = counts.closed();
        if (!closed.isEmpty()) {
            limit.refill(context.currentSystemTimeMs());
            Missing missing = fill(closed);
            augmentation
                    .metrics()
                    .unmet(
                            missing.byRate(),
                            closed.stream()
                                    .mapToLong(entry -> goal.refused(entry.tally()))
                                    .sum(),
                            missing.byModel());
            closed.forEach(counts::remove);
        }
    }

    /**
     * Records that were not requested.
     *
     * @param byRate because of the rate
     * @param byModel because the model does not make them
     */
    private record Missing(long byRate, long byModel) {
        long total() {
            return byRate + byModel;
        }
    }

    /** Requests what the tallies lack, the largest deficit first, since the rate may not be enough for all. */
    private Missing fill(List<Counts.Entry> entries) {
        long byRate = 0;
        long byModel = 0;
        List<Counts.Entry> lacking = entries.stream()
                .filter(entry -> goal.deficit(entry.tally()) > 0)
                .sorted(Comparator.comparingLong((Counts.Entry entry) -> -goal.deficit(entry.tally())))
                .toList();
        for (Counts.Entry entry : lacking) {
            long deficit = goal.deficit(entry.tally());
            Supply.Answer answer = augmentation.supply().of(entry.segment());
            if (answer instanceof Supply.Answer.Available available) {
                long granted = limit.take(Math.min(deficit, augmentation.mostRecords()));
                if (granted > 0) {
                    request(entry, granted, available.conditions());
                }
                byRate += deficit - granted;
            } else {
                byModel += deficit;
                report(answer);
            }
        }
        return new Missing(byRate, byModel);
    }

    private void request(Counts.Entry entry, long records, List<String> conditions) {
        String id = new RequestName(
                        settings.name(),
                        entry.window(),
                        entry.tally().requests(),
                        entry.tally().latest(),
                        entry.segment())
                .toString();
        GenerationRequest request = GenerationRequest.newBuilder()
                .setRequestId(id)
                .setModel(settings.model())
                .setModelVersion(settings.modelVersion())
                .setCount(records)
                .setConditions(conditions)
                .setOutputTopic(
                        augmentation.topics().augmentFeed(settings.name()).name())
                .setClient("augment/" + settings.name())
                .build();
        String topic = augmentation.topics().catalogue().requests().name();
        byte[] value = augmentation
                .patience()
                .call("write a request", () -> augmentation.requestWriter().serialize(topic, request));
        context.forward(
                new Record<>(id.getBytes(UTF_8), new Forwarded(value), context.currentSystemTimeMs()),
                AugmentTopology.REQUESTS);
        counts.request(entry, records);
        augmentation.metrics().requested(records);
    }

    private void report(Supply.Answer answer) {
        String trouble = answer instanceof Supply.Answer.Waiting waiting
                ? waiting.message()
                : ((Supply.Answer.Impossible) answer).message();
        if (!trouble.equals(lastTrouble)) {
            log.warn("Augmentation {} lacks records that the model does not give: {}", settings.name(), trouble);
            lastTrouble = trouble;
        }
    }
}
