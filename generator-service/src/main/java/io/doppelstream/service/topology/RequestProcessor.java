package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.serde.UndecodableException;
import io.doppelstream.schemas.serde.UnknownSchemaIdException;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.models.LoadedModels;
import java.util.Arrays;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: a small one with its records at once, a large one by cutting it into chunk tasks. What cannot be
 * answered becomes a dead letter. A request without a key is put back on its topic under its id, so that requests of one id
 * meet in one partition and the second is known as a duplicate.
 */
final class RequestProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(RequestProcessor.class);
    private static final int LONGEST_ID = 200;

    private final Engine engine;
    private final RequestValidator validator;
    private final ChunkMaker chunks;
    private Emitter emitter;
    private SeenRequests seen;

    RequestProcessor(Engine engine) {
        this.engine = engine;
        this.validator = new RequestValidator(engine);
        this.chunks = new ChunkMaker(engine);
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        emitter = new Emitter(engine, context, GeneratorTopology.REQUEST_OUTPUT);
        seen = new SeenRequests(context.getStateStore(SeenRequests.STORE));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        GenerationRequest request;
        try {
            request = decode(record.value());
        } catch (UndecodableException e) {
            emitter.deadLetter(ReasonCode.UNDECODABLE, e.getMessage(), null, record.key(), record.value());
            return;
        } catch (UnknownSchemaIdException e) {
            emitter.deadLetter(ReasonCode.UNKNOWN_SCHEMA_ID, e.getMessage(), null, record.key(), record.value());
            return;
        }
        String id = request.getRequestId();
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            emitter.deadLetter(
                    ReasonCode.INVALID_REQUEST,
                    "Expected a request id of 1 to " + LONGEST_ID + " characters, found " + id.length(),
                    null,
                    record.key(),
                    record.value());
        } else if (record.key() == null) {
            emitter.request(id.getBytes(UTF_8), record.value(), record.headers());
        } else if (!Arrays.equals(record.key(), id.getBytes(UTF_8))) {
            emitter.deadLetter(
                    ReasonCode.INVALID_REQUEST,
                    "Expected the request id as the record's key, '" + id + "', found the key '"
                            + new String(record.key(), UTF_8) + "'",
                    id,
                    record.key(),
                    record.value());
        } else if (seen.before(id, emitter.now())) {
            log.info("Request {} came again and was answered before", id);
            engine.metrics().requestDuplicate();
        } else {
            seen.add(id, emitter.now());
            answer(record, request);
        }
    }

    private GenerationRequest decode(byte[] value) {
        if (value == null) {
            throw new UndecodableException("Expected a request, found a record without a value (a tombstone)");
        }
        String topic = engine.topics().catalogue().requests().name();
        return engine.patient()
                .call("read a request", () -> engine.contracts().requests().deserialize(topic, value));
    }

    private void answer(Record<byte[], byte[]> record, GenerationRequest request) {
        Verdict verdict;
        try {
            verdict = validator.validate(request);
        } catch (RuntimeException e) {
            if (e instanceof KafkaException || Patience.isOutage(e)) {
                throw e;
            }
            log.error("Checking request {} failed", request.getRequestId(), e);
            verdict = new Verdict.Rejected(
                    ReasonCode.INTERNAL_ERROR,
                    "Expected to check the request, found a bug: " + e + ". Report it with the service's log.");
        }
        if (verdict instanceof Verdict.Accepted accepted) {
            try (LoadedModels.Lease lease = accepted.lease()) {
                accept(record, accepted.firstChunk(), lease, accepted.schemaId());
            }
        } else if (verdict instanceof Verdict.Rejected rejected) {
            reject(record, request, rejected);
        }
    }

    private void reject(Record<byte[], byte[]> record, GenerationRequest request, Verdict.Rejected rejected) {
        emitter.deadLetter(rejected.reason(), rejected.message(), request.getRequestId(), record.key(), record.value());
        emitter.status(Statuses.rejected(
                request.getRequestId(), request.getCount(), rejected.reason(), rejected.message(), emitter.now()));
    }

    private void accept(Record<byte[], byte[]> record, ChunkTask first, LoadedModels.Lease lease, int schemaId) {
        engine.metrics().requestAccepted();
        emitter.status(Statuses.of(first, GenerationState.ACCEPTED, 0, emitter.now()));
        long count = ChunkGenerator.chunks(first);
        if (count > 1) {
            for (long index = 0; index < count; index++) {
                emitter.task(ChunkTask.newBuilder(first).setChunkIndex(index).build());
            }
            return;
        }
        ChunkMaker.Made made = chunks.make(first, lease.model(), schemaId);
        GenerationStatus done = Statuses.of(first, GenerationState.COMPLETED, first.getRequested(), emitter.now());
        if (made instanceof ChunkMaker.Made.Generated generated) {
            emitter.records(first, generated.records());
            emitter.status(done);
            engine.metrics().requestCompleted(false);
        } else if (made instanceof ChunkMaker.Made.Failed failed) {
            emitter.deadLetter(
                    ReasonCode.INTERNAL_ERROR, failed.message(), first.getRequestId(), record.key(), record.value());
            emitter.status(Statuses.failed(
                    GenerationStatus.newBuilder(done).setDelivered(0).build(), failed.message()));
            engine.metrics().requestCompleted(true);
        }
    }
}
