package io.doppelstream.cli.retrain;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.registry.RegistryUnreachableException;
import io.doppelstream.schemas.serde.SchemaUnavailableException;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers training requests, one after the other. A training runs on a thread of its own while the consumer polls its
 * partitions, paused, so that the group does not take it for dead. An offset is committed once its request is answered: what
 * a crash or a stop leaves unanswered comes again, to this instance or another one.
 */
final class TrainService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TrainService.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How long an instance that is to answer what is there waits to be given the topic. */
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);

    private final String topic;
    private final StopSignal stop;
    private final TrainingDesk desk;
    private final TrainingAnswers answers;
    private final TrainServiceMetrics metrics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "training"));
    private final TrainServiceHealth health = new TrainServiceHealth();
    private Optional<Running> running = Optional.empty();

    /**
     * A request in the works.
     *
     * @param answered true: it is answered; false: it was stopped
     * @param abandoned set when another instance may have it now
     */
    private record Running(
            ConsumerRecord<byte[], byte[]> request, CompletableFuture<Boolean> answered, AtomicBoolean abandoned) {

        TopicPartition partition() {
            return new TopicPartition(request.topic(), request.partition());
        }
    }

    private TrainService(
            ClusterOptions cluster,
            StopSignal stop,
            TrainingDesk desk,
            TrainingAnswers answers,
            TrainServiceMetrics metrics) {
        this.topic = cluster.topics().catalogue().trainingRequests().name();
        this.stop = stop;
        this.desk = desk;
        this.answers = answers;
        this.metrics = metrics;
        Map<String, Object> properties = new HashMap<>(cluster.client());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, cluster.topics().prefix() + "train-service");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // An instance that joins must not take away a training that is under way.
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A service that answers nothing before {@link #run}.
     *
     * @param listener told how trainings go
     * @param stop ends service and training
     * @param metrics of what it does
     */
    static TrainService open(
            ClusterOptions cluster,
            TrainServiceSettings settings,
            TrainingListener listener,
            StopSignal stop,
            TrainServiceMetrics metrics) {
        TrainingDesk desk = TrainingDesk.open(cluster);
        try {
            return new TrainService(
                    cluster, stop, desk, new TrainingAnswers(cluster, settings, desk, listener, metrics), metrics);
        } catch (RuntimeException e) {
            desk.close();
            throw e;
        }
    }

    /** Answers requests until it is stopped. */
    void run() throws InterruptedException {
        subscribe();
        while (!stop.requested()) {
            step();
        }
        end();
    }

    /**
     * Answers the requests that are there, or until it is stopped.
     *
     * @throws UserException where another instance has them
     */
    void runOnce() throws InterruptedException {
        subscribe();
        long start = System.nanoTime();
        while (!stop.requested() && !caughtUp()) {
            if (consumer.assignment().isEmpty() && System.nanoTime() - start > LONGEST_IDLE.toNanos()) {
                throw new UserException("Expected to be given the requests on "
                        + topic + ", found within "
                        + LONGEST_IDLE.toSeconds() + " s that another doppel train-service has them: it answers them");
            }
            step();
        }
        end();
    }

    private void subscribe() {
        consumer.subscribe(List.of(topic), new Rebalance());
    }

    private boolean caughtUp() {
        if (running.isPresent() || consumer.assignment().isEmpty()) {
            return false;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void step() throws InterruptedException {
        consumer.poll(POLL).forEach(this::begin);
        health.turned(
                consumer.groupMetadata().generationId() >= 0,
                !consumer.assignment().isEmpty(),
                running.map(request -> request.request().offset()));
        if (running.isPresent() && running.get().answered().isDone()) {
            finish(running.get());
        }
    }

    private void begin(ConsumerRecord<byte[], byte[]> record) {
        AtomicBoolean abandoned = new AtomicBoolean();
        CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(
                () -> answers.answer(record, () -> abandoned.get() || stop.requested()), worker);
        running = Optional.of(new Running(record, answered, abandoned));
        metrics.begun();
        consumer.pause(consumer.assignment());
    }

    private void finish(Running done) throws InterruptedException {
        running = Optional.empty();
        metrics.ended();
        try {
            if (done.answered().get() && !done.abandoned().get()) {
                commit(done);
            }
        } catch (ExecutionException e) {
            if (!outage(e.getCause())) {
                throw e.getCause() instanceof RuntimeException known ? known : new KafkaException(e.getCause());
            }
            metrics.outage();
            health.outage(String.valueOf(e.getCause()));
            log.warn(
                    "The request at offset {} is tried again: {}",
                    done.request().offset(),
                    e.getMessage());
            Thread.sleep(PAUSE.toMillis());
            if (consumer.assignment().contains(done.partition())) {
                consumer.seek(done.partition(), done.request().offset());
            }
        }
        consumer.resume(consumer.paused());
    }

    private void commit(Running done) {
        long offset = done.request().offset();
        try {
            consumer.commitSync(Map.of(done.partition(), new OffsetAndMetadata(offset + 1)));
        } catch (KafkaException e) {
            log.warn("The request at offset {} may come again, and is known then: {}", offset, e.toString());
        }
    }

    /** Whether brokers or registry are out of reach, which may pass. */
    private static boolean outage(Throwable failure) {
        return failure instanceof RetriableException
                || failure instanceof SchemaUnavailableException
                || failure instanceof RegistryUnreachableException;
    }

    TrainServiceHealth health() {
        return health;
    }

    /** Waits until the training has been stopped, and says so if it is answered after all. */
    private void end() throws InterruptedException {
        if (running.isPresent()) {
            Running last = running.get();
            while (!last.answered().isDone()) {
                consumer.poll(POLL);
            }
            finish(last);
        }
    }

    /** Stops a training whose request another instance gets. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            running.filter(request -> partitions.contains(request.partition())).ifPresent(request -> {
                log.warn(
                        "Stopping the request at offset {}: another instance has it now",
                        request.request().offset());
                request.abandoned().set(true);
            });
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (running.isPresent()) {
                consumer.pause(partitions);
            }
        }
    }

    @Override
    public void close() {
        running.ifPresent(last -> last.abandoned().set(true));
        worker.shutdown();
        consumer.close();
        desk.close();
    }
}
