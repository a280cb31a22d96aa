package io.doppelstream.cli.retrain;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.TrainingState;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.serde.DecodeException;
import io.doppelstream.schemas.serde.SchemaUnavailableException;
import io.doppelstream.schemas.serde.UnknownSchemaIdException;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers records of the topic of training requests, one at a time: refuses what can never be answered, works on the others. */
record TrainingAnswers(
        ClusterOptions cluster,
        TrainServiceSettings settings,
        TrainingDesk desk,
        TrainingListener listener,
        TrainServiceMetrics metrics) {

    private static final Logger log = LoggerFactory.getLogger(TrainingAnswers.class);
    /** So that what is said of a request stays below the broker's limit. */
    private static final int LARGEST_REQUEST = 100_000;

    /**
     * Answers a record.
     *
     * @return false: it was stopped and is to be given again
     */
    boolean answer(ConsumerRecord<byte[], byte[]> record, StopSignal stopped) {
        if (record.serializedValueSize() > LARGEST_REQUEST) {
            refuse(
                    record,
                    ReasonCode.INVALID_REQUEST,
                    "Expected a request of at most " + LARGEST_REQUEST + " bytes, found "
                            + record.serializedValueSize());
            return true;
        }
        TrainingRequest request;
        try {
            request = desk.decode(record);
        } catch (SchemaUnavailableException e) {
            throw e;
        } catch (DecodeException e) {
            refuse(
                    record,
                    e instanceof UnknownSchemaIdException ? ReasonCode.UNKNOWN_SCHEMA_ID : ReasonCode.UNDECODABLE,
                    e.getMessage());
            return true;
        }
        if (request == null) {
            refuse(record, ReasonCode.UNDECODABLE, "Expected a training request, found none (a tombstone)");
            return true;
        }
        Optional<String> problem = TrainingIntake.problem(request, settings.mostMinutes());
        if (problem.isPresent()) {
            refuse(record, request, problem.get());
            return true;
        }
        try {
            return new TrainingJob(cluster, settings, desk, listener, metrics, request).run(stopped);
        } catch (IOException e) {
            throw new KafkaException("Expected to work in " + settings.work() + ", found: " + e, e);
        }
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, ReasonCode reason, String message) {
        log.warn("Refused the record at offset {} of {}: {}", record.offset(), record.topic(), message);
        desk.refuse(record, reason, message, Optional.empty());
        metrics.answered(TrainingState.REFUSED);
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, TrainingRequest request, String message) {
        log.warn("Refused the request at offset {} of {}: {}", record.offset(), record.topic(), message);
        desk.refuse(record, ReasonCode.INVALID_REQUEST, message, Optional.of(request));
        boolean answered = desk.latest(request.getRequestId()).isPresent();
        if (!answered) {
            desk.write(TrainingReports.of(request, TrainingState.REFUSED)
                    .setReasonCode(ReasonCode.INVALID_REQUEST.name())
                    .setMessage(message)
                    .build());
        }
        metrics.answered(TrainingState.REFUSED);
    }
}
