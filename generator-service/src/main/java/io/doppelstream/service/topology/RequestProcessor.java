package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.DispatchAction;
import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.dispatch.Slice;
import io.doppelstream.service.models.LoadedModels;
import java.util.Arrays;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: a small one with its records at once, a larger one by an order to the dispatcher. What cannot be
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
    private Intake<GenerationRequest> requests;
    private SeenRequests seen;

    RequestProcessor(Engine engine) {
        this.engine = engine;
        this.validator = new RequestValidator(engine);
        this.chunks = new ChunkMaker(engine);
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        emitter = new Emitter(engine, context, GeneratorTopology.REQUEST_OUTPUT);
        requests = new Intake<>(
                "a request",
                engine.topics().catalogue().requests().name(),
                engine.contracts().requests(),
                engine.patient(),
                emitter);
        seen = new SeenRequests(context.getStateStore(SeenRequests.STORE));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        requests.read(record).ifPresent(request -> process(request, record));
    }

    private void process(GenerationRequest request, Record<byte[], byte[]> record) {
        String id = request.getRequestId();
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            emitter.deadLetter(
                    ReasonCode.INVALID_REQUEST,
                    "Expected a request id of 1 to " + LONGEST_ID + " characters, found " + id.length(),
                    null,
                    record.key(),
                    record.value());
        } else if (record.key() == null && record.value().length > Emitter.LARGEST_INPUT) {
            emitter.deadLetter(ReasonCode.INVALID_REQUEST, tooLarge(record), id, null, record.value());
        } else if (record.key() == null) {
            emitter.request(id.getBytes(UTF_8), record.value(), record.headers());
        } else if (!Arrays.equals(record.key(), id.getBytes(UTF_8))) {
            emitter.deadLetter(
                    ReasonCode.INVALID_REQUEST,
                    "Expected the request id as the record's key, '" + id + "', found " + Emitter.shown(record.key()),
                    id,
                    record.key(),
                    record.value());
        } else if (seen.inAnother(id, emitter.offset(), emitter.now())) {
            log.info("Request {} came again and was answered before", id);
            engine.metrics().requestDuplicate();
        } else {
            seen.add(id, emitter.offset(), emitter.now());
            answer(record, request);
        }
    }

    private void answer(Record<byte[], byte[]> record, GenerationRequest request) {
        Verdict verdict;
        try {
            verdict = record.value().length > Emitter.LARGEST_INPUT
                    ? new Verdict.Rejected(ReasonCode.INVALID_REQUEST, tooLarge(record))
                    : validator.validate(request);
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
            try (LoadedModels.Lease held = accepted.lease()) {
                accept(record, accepted);
            }
        } else if (verdict instanceof Verdict.Rejected rejected) {
            reject(record, request, rejected);
        }
    }

    private static String tooLarge(Record<byte[], byte[]> record) {
        return "Expected a request of at most " + Emitter.LARGEST_INPUT + " bytes, found one of "
                + record.value().length + ": write its conditions shorter, or as several requests";
    }

    private void reject(Record<byte[], byte[]> record, GenerationRequest request, Verdict.Rejected rejected) {
        emitter.deadLetter(rejected.reason(), rejected.message(), request.getRequestId(), record.key(), record.value());
        emitter.status(Statuses.rejected(
                request.getRequestId(), request.getCount(), rejected.reason(), rejected.message(), emitter.now()));
    }

    private void accept(Record<byte[], byte[]> record, Verdict.Accepted accepted) {
        AcceptedRequest request = accepted.request();
        if (request.getRate() == null && request.getRequested() <= request.getChunkSize()) {
            answerInPlace(record, accepted);
            emitter.commit();
        } else {
            emitter.order(DispatchOrder.newBuilder()
                    .setRequestId(request.getRequestId())
                    .setAction(DispatchAction.START)
                    .setRequest(request)
                    .setOrigin(emitter.origin(record.value()))
                    .build());
        }
    }

    private void answerInPlace(Record<byte[], byte[]> record, Verdict.Accepted accepted) {
        AcceptedRequest request = accepted.request();
        engine.metrics().requestAccepted();
        emitter.status(Statuses.of(request, GenerationState.ACCEPTED, 0, emitter.now()));
        if (request.getDeadline() != null
                && emitter.now() >= request.getDeadline().toEpochMilli()) {
            emitter.status(Statuses.expired(request, 0, emitter.now()));
            engine.metrics().requestEnded(GenerationState.EXPIRED);
            return;
        }
        ChunkTask chunk = new Slice(0, 0, Math.toIntExact(request.getRequested())).taskOf(request);
        ChunkMaker.Made made = chunks.make(chunk, accepted.lease().model(), accepted.schemaId());
        if (made instanceof ChunkMaker.Made.Generated generated) {
            emitter.records(chunk, generated.records());
            emitter.status(Statuses.of(request, GenerationState.COMPLETED, request.getRequested(), emitter.now()));
            engine.metrics().requestEnded(GenerationState.COMPLETED);
        } else if (made instanceof ChunkMaker.Made.Failed failed) {
            emitter.deadLetter(failed.reason(), failed.message(), request.getRequestId(), record.key(), record.value());
            emitter.status(Statuses.failed(
                    Statuses.of(request, GenerationState.COMPLETED, 0, emitter.now()),
                    failed.reason(),
                    failed.message()));
            engine.metrics().requestEnded(GenerationState.FAILED);
        }
    }
}
