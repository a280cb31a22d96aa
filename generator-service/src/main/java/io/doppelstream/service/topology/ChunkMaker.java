package io.doppelstream.service.topology;

import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.record.Chunk;
import io.doppelstream.service.record.RecordEncoder;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Generates chunks, and keeps one that cannot be generated from stopping the stream. */
final class ChunkMaker {
    private static final Logger log = LoggerFactory.getLogger(ChunkMaker.class);
    private static final int ATTEMPTS = 3;

    private final Engine engine;

    ChunkMaker(Engine engine) {
        this.engine = engine;
    }

    /** What came of a chunk. */
    sealed interface Made {
        /** All of its records. */
        record Generated(RecordEncoder.Encoded records) implements Made {}

        /** Nothing: a bug of the model or of the service, the same at every attempt, or records that the topic does not take. */
        record Failed(ReasonCode reason, String message) implements Made {}
    }

    Made make(ChunkTask task, LoadedModel model, int schemaId) {
        RuntimeException last = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                long begin = System.nanoTime();
                Chunk chunk = ChunkGenerator.chunk(task, model);
                RecordEncoder.Encoded records = model.encoder().encode(chunk, schemaId);
                ChunkGenerator.count(task, chunk, model);
                engine.metrics()
                        .recordsGenerated(task.getModel(), records.size(), Duration.ofNanos(System.nanoTime() - begin));
                engine.shadow().follow(task);
                return checked(task, records);
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException e) {
                last = e;
                log.error(
                        "Chunk {} of request {} failed at attempt {} of {}",
                        task.getChunkIndex(),
                        task.getRequestId(),
                        attempt,
                        ATTEMPTS,
                        e);
            }
        }
        return new Made.Failed(ReasonCode.INTERNAL_ERROR, failure(task, last));
    }

    /** A record that is too large would end the transaction, whose input would come again for ever. */
    private Made checked(ChunkTask task, RecordEncoder.Encoded records) {
        int most = engine.outputs().largestRecord(task.getOutputTopic());
        int largest = RecordSizes.largest(task, records);
        return largest <= most
                ? new Made.Generated(records)
                : new Made.Failed(
                        ReasonCode.RECORD_TOO_LARGE,
                        "Expected records of at most " + most + " bytes, headers included and before compression"
                                + " (max.message.bytes of the topic " + task.getOutputTopic()
                                + ", max.request.size of the producer), found one of " + largest
                                + ": ask for another output topic, or with shorter conditions");
    }

    static String failure(ChunkTask task, RuntimeException cause) {
        return "Expected to generate chunk " + task.getChunkIndex() + " of request " + task.getRequestId()
                + " with model " + task.getModel() + "/" + task.getModelVersion() + ", found at each of " + ATTEMPTS
                + " attempts: " + cause + ". This is a bug: report it with the service's log.";
    }
}
