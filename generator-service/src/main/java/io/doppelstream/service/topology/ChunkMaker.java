package io.doppelstream.service.topology;

import io.doppelstream.schemas.ChunkTask;
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

        /** A bug of the model or of the service, the same at every attempt. */
        record Failed(String message) implements Made {}
    }

    Made make(ChunkTask task, LoadedModel model, int schemaId) {
        RuntimeException last = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                long begin = System.nanoTime();
                Chunk chunk = ChunkGenerator.chunk(task, model);
                RecordEncoder.Encoded records = model.encoder().encode(chunk, schemaId);
                model.fidelity().count(task.getConditions(), chunk.columns());
                engine.metrics()
                        .recordsGenerated(task.getModel(), records.size(), Duration.ofNanos(System.nanoTime() - begin));
                engine.shadow().follow(task);
                return new Made.Generated(records);
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
        return new Made.Failed(failure(task, last));
    }

    static String failure(ChunkTask task, RuntimeException cause) {
        return "Expected to generate chunk " + task.getChunkIndex() + " of request " + task.getRequestId()
                + " with model " + task.getModel() + "/" + task.getModelVersion() + ", found at each of " + ATTEMPTS
                + " attempts: " + cause + ". This is a bug: report it with the service's log.";
    }
}
