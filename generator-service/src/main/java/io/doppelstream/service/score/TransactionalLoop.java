package io.doppelstream.service.score;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic and writes what comes of it, exactly once, on a thread of its own: what was polled together is worked off together, and output and
 * offsets are committed in one transaction before the next poll (KIP-447: the group's generation fences, so that a transactional
 * id need not belong to a partition). Nothing is held between two polls but what a {@link Step} has not committed.
 *
 * <pre>
 * STARTING -> RUNNING or WAITING, once partitions are assigned -> CLOSED
 *             any -> STARTING, with new clients, after an exception; FAILED after an error of the virtual machine
 * </pre>
 */
final class TransactionalLoop implements AutoCloseable {
    /** Where a loop stands. */
    enum State {
        STARTING,
        RUNNING,
        WAITING,
        FAILED,
        CLOSED
    }

    private static final Logger log = LoggerFactory.getLogger(TransactionalLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    /** Longest wait for what has come since the records before were taken: a fetch on its way. */
    private static final Duration GATHER = Duration.ofMillis(5);
    /** Records for which a turn is worth its transaction. */
    private static final int ENOUGH = 200;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final String topic;
    private final LoopClients clients;
    private final Step step;
    private final StreamsUncaughtExceptionHandler failures;
    private final Thread thread;
    /** On the loop's thread alone. */
    private boolean rebalanced;

    private volatile State state = State.STARTING;
    private volatile KafkaConsumer<byte[], byte[]> reading;
    private volatile boolean closing;

    private TransactionalLoop(
            String name, String topic, LoopClients clients, Step step, StreamsUncaughtExceptionHandler failures) {
        this.topic = topic;
        this.clients = clients;
        this.step = step;
        this.failures = failures;
        this.thread = new Thread(this::run, name);
    }

    /** Starts a loop; it owns the step. */
    static TransactionalLoop start(
            String name, String topic, LoopClients clients, Step step, StreamsUncaughtExceptionHandler failures) {
        TransactionalLoop loop = new TransactionalLoop(name, topic, clients, step, failures);
        loop.thread.start();
        return loop;
    }

    State state() {
        return state;
    }

    private void run() {
        while (!closing && state != State.FAILED) {
            state = State.STARTING;
            try {
                runOnce();
            } catch (WakeupException e) {
                log.debug("Woken up", e);
            } catch (Throwable e) {
                state = handle(e);
            }
        }
        step.close();
        state = state == State.FAILED ? state : State.CLOSED;
    }

    private State handle(Throwable failure) {
        if (closing && failure instanceof Exception) {
            log.debug("Failed while it was closed", failure);
            return State.CLOSED;
        }
        return switch (failures.handle(failure)) {
            case REPLACE_THREAD -> State.STARTING;
            case SHUTDOWN_CLIENT, SHUTDOWN_APPLICATION -> State.FAILED;
        };
    }

    private void runOnce() {
        try (LoopClients.Open open = clients.open()) {
            reading = open.consumer();
            open.producer().initTransactions();
            open.consumer().subscribe(List.of(topic), restarting(open.consumer()));
            while (!closing) {
                turn(open);
            }
        } finally {
            reading = null;
        }
    }

    private ConsumerRebalanceListener restarting(KafkaConsumer<byte[], byte[]> consumer) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                rebalanced = true;
                step.restart(Map.of());
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                rebalanced = true;
                log.info("{} has the partitions {} of {}", thread.getName(), partitions, topic);
                step.restart(consumer.committed(new HashSet<>(partitions)));
                state = State.RUNNING;
            }
        };
    }

    private void turn(LoopClients.Open open) {
        KafkaConsumer<byte[], byte[]> consumer = open.consumer();
        Optional<String> missing = step.prepare();
        if (missing.isPresent()) {
            hold(consumer);
            return;
        }
        if (state == State.WAITING) {
            state = State.RUNNING;
        }
        consumer.resume(consumer.paused());
        ConsumerRecords<byte[], byte[]> records = poll(consumer);
        if (!records.isEmpty()) {
            Optional<Step.Result> result = step.take(records);
            if (result.isPresent()) {
                commit(open, result.get());
            }
        }
    }

    /**
     * What has come. A consumer fetches while the records before are worked off, but only once: most of what came in that time would have to wait
     * for another turn. So where that is little, what has come since is taken along.
     */
    private ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> before = consumer.poll(Duration.ZERO);
        if (before.isEmpty()) {
            return consumer.poll(POLL);
        } else if (before.count() >= ENOUGH) {
            return before;
        }
        rebalanced = false;
        ConsumerRecords<byte[], byte[]> since = consumer.poll(GATHER);
        if (rebalanced) {
            // What was taken may be another's now.
            rewind(consumer);
            return ConsumerRecords.empty();
        }
        return join(before, since);
    }

    private static ConsumerRecords<byte[], byte[]> join(
            ConsumerRecords<byte[], byte[]> before, ConsumerRecords<byte[], byte[]> since) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecords<byte[], byte[]> polled : List.of(before, since)) {
            polled.partitions().forEach(partition -> records.computeIfAbsent(partition, first -> new ArrayList<>())
                    .addAll(polled.records(partition)));
            next.putAll(polled.nextOffsets());
        }
        return new ConsumerRecords<>(records, next);
    }

    /** Stays in the group and takes nothing. */
    private void hold(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.pause(consumer.assignment());
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        // Of partitions that were assigned meanwhile.
        records.partitions()
                .forEach(partition -> consumer.seek(
                        partition, records.records(partition).get(0).offset()));
        if (state == State.RUNNING) {
            state = State.WAITING;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The commit fails where a record could not be sent.
    private void commit(LoopClients.Open open, Step.Result result) {
        KafkaProducer<byte[], byte[]> producer = open.producer();
        producer.beginTransaction();
        try {
            result.output().forEach(producer::send);
            producer.sendOffsetsToTransaction(result.offsets(), open.consumer().groupMetadata());
            producer.commitTransaction();
        } catch (CommitFailedException e) {
            log.info("{} lost its partitions before it could commit: {}", thread.getName(), e.getMessage());
            producer.abortTransaction();
            rewind(open.consumer());
        }
    }

    private void rewind(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(consumer.assignment());
        committed.forEach((partition, offset) -> {
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        });
        step.restart(committed);
    }

    /** Ends after the transaction in progress. */
    @Override
    public void close() {
        closing = true;
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.warn("{} did not end within {} s", thread.getName(), CLOSE_TIMEOUT.toSeconds());
        }
    }
}
