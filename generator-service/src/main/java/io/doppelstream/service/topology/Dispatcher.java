package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.ChunkCompleted;
import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.dispatch.FairWindow;
import io.doppelstream.service.dispatch.OutstandingLimits;
import io.doppelstream.service.dispatch.Phase;
import io.doppelstream.service.dispatch.RunningRequest;
import io.doppelstream.service.dispatch.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the chunks of running requests, a bounded number at a time, and says how far each is. What it does next follows
 * from its store and the clock alone, and is committed with the store: a restart or a rebalance goes on where it was.
 */
final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /** Chunks outstanding for each partition of the chunks topic: one at work, one that waits for the worker. */
    private static final int CHUNKS_A_PARTITION = 2;
    /** Statuses on the way, at least, where the number of records is known. */
    private static final int STEPS = 10;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

    private final Engine engine;
    private final Emitter emitter;
    private final RunningRequests running;
    private final OutstandingLimits limits;
    private final FairWindow window;

    Dispatcher(Engine engine, Emitter emitter, RunningRequests running) {
        this.engine = engine;
        this.emitter = emitter;
        this.running = running;
        this.limits = new OutstandingLimits(engine.limits());
        this.window = new FairWindow(CHUNKS_A_PARTITION * engine.topics().chunkPartitions());
    }

    void start(DispatchOrder order) {
        AcceptedRequest request = order.getRequest();
        if (running.find(request.getRequestId()).isPresent()) {
            // A feed may run for longer than ids are remembered.
            log.info("Request {} came again and is running", request.getRequestId());
            engine.metrics().requestDuplicate();
            return;
        }
        RunningRequest started = RunningRequest.started(request, List.of(), emitter.now());
        Optional<OutstandingLimits.Excess> excess = limits.excess(started, running.all());
        if (excess.isPresent()) {
            refuse(order, excess.get());
            return;
        }
        engine.metrics().requestAccepted();
        emitter.status(Statuses.of(request, GenerationState.ACCEPTED, 0, emitter.now()));
        List<Long> ends = engine.ends().of(request.getOutputTopic());
        running.put(RunningRequest.started(request, ends, emitter.now()));
        goOn();
    }

    private void refuse(DispatchOrder order, OutstandingLimits.Excess excess) {
        AcceptedRequest request = order.getRequest();
        long count = request.getRequested() == RunningRequest.ENDLESS ? 0 : request.getRequested();
        String id = request.getRequestId();
        emitter.deadLetter(excess.reason(), excess.message(), id, id.getBytes(UTF_8), order.getOrigin());
        emitter.status(Statuses.rejected(id, count, excess.reason(), excess.message(), emitter.now()));
    }

    void completed(ChunkCompleted chunk) {
        Optional<RunningRequest> found = running.find(chunk.getRequestId());
        if (found.isEmpty()) {
            log.warn("A chunk of request {} was completed, which is not running", chunk.getRequestId());
            return;
        }
        Optional<Slice> slice = found.get().outstanding(chunk.getChunkIndex(), chunk.getFrom());
        if (slice.isEmpty()) {
            // Comes again after a crash, where that may repeat records.
            log.info("Chunk {} of request {} was completed again", chunk.getChunkIndex(), chunk.getRequestId());
            return;
        }
        RunningRequest request = found.get().completed(slice.get(), chunk.getRecords(), chunk.getFailed());
        if (request.ended()) {
            end(request);
        } else if (reportDue(request)) {
            report(request);
        } else {
            running.put(request);
        }
        goOn();
    }

    /** Cancels, pauses or resumes a request; what was done already is only reported again. */
    void control(DispatchOrder order) {
        Optional<RunningRequest> found = running.find(order.getRequestId());
        if (found.isEmpty()) {
            refuse(order);
            return;
        }
        RunningRequest request = found.get();
        if (request.phase() == Phase.RUNNING || request.phase() == Phase.PAUSED) {
            switch (order.getAction()) {
                case CANCEL -> stop(request, Phase.CANCELLED);
                case PAUSE -> report(request.in(Phase.PAUSED));
                case RESUME -> report(resumed(request));
                default ->
                    throw new IllegalArgumentException(
                            "Expected an order to control a request, found " + order.getAction());
            }
        }
        goOn();
    }

    private RunningRequest resumed(RunningRequest request) {
        return request.phase() == Phase.PAUSED ? request.resumed(emitter.now()) : request;
    }

    private void refuse(DispatchOrder order) {
        String id = order.getRequestId();
        String found = order.getSeen()
                ? ", which has ended, was rejected or was answered at once: see its status"
                : ", which did not come in the last seven days: see the status topic for the ids of requests";
        emitter.deadLetter(
                order.getSeen() ? ReasonCode.REQUEST_NOT_RUNNING : ReasonCode.UNKNOWN_REQUEST,
                "Expected the id of a running request to "
                        + order.getAction().name().toLowerCase(Locale.ROOT) + ", found '" + id + "'" + found,
                id,
                id.getBytes(UTF_8),
                order.getOrigin());
    }

    /** Nothing more is handed out: it ends now, or with what is under way. */
    private void stop(RunningRequest request, Phase phase) {
        RunningRequest stopped = request.in(phase);
        if (stopped.ended()) {
            end(stopped);
        } else {
            running.put(stopped);
        }
    }

    /** Hands out again all that is outstanding: without transactions, its tasks or completions may have been lost in a crash. */
    void handOutAgain() {
        for (RunningRequest request : running.all()) {
            request.outstanding().forEach(slice -> emitter.task(slice.taskOf(request.request())));
        }
    }

    /** Whether a request has a rate or a deadline, so that time alone can change something. */
    boolean needsClock() {
        return running.all().stream()
                .anyMatch(request -> request.paced() || request.request().getDeadline() != null);
    }

    /** Ends what is overdue and hands out what the rates make due; to be called in short steps of the wall clock. */
    void tick() {
        long now = emitter.now();
        for (RunningRequest request : List.copyOf(running.all())) {
            if (request.overdue(now)) {
                stop(request, Phase.EXPIRED);
            } else if (request.paced() && request.ready()) {
                keepPace(request, now);
            }
        }
        goOn();
    }

    private void keepPace(RunningRequest request, long now) {
        RunningRequest current = request.onPace(now);
        if (!current.equals(request)) {
            running.put(current);
        }
        long due = current.due(now);
        while (current.next() < due && window.hasRoom(current)) {
            current = handOut(current, due);
        }
    }

    /** Fills the window, and saves. */
    private void goOn() {
        Optional<RunningRequest> chosen = window.choose(running.all(), emitter.now());
        while (chosen.isPresent()) {
            handOut(chosen.get(), chosen.get().request().getRequested());
            chosen = window.choose(running.all(), emitter.now());
        }
        running.save();
    }

    private RunningRequest handOut(RunningRequest request, long end) {
        Slice slice = request.slice(end);
        emitter.task(slice.taskOf(request.request()));
        RunningRequest after = request.handedOut(slice);
        running.put(after);
        return after;
    }

    private boolean reportDue(RunningRequest request) {
        boolean held = request.phase() == Phase.PAUSED && request.outstanding().isEmpty();
        long step = Math.max(1, request.request().getRequested() / STEPS);
        boolean far = request.counted()
                && !request.paced()
                && request.delivered() - request.reported().delivered() >= step;
        // A clock that was set back makes the last status one of the future.
        long silence = Math.abs(emitter.now() - request.reported().at());
        return held || far || silence >= LONGEST_SILENCE.toMillis();
    }

    private void report(RunningRequest request) {
        emitter.status(Statuses.progress(request, emitter.now()));
        running.put(request.reportedAt(emitter.now()));
    }

    private void end(RunningRequest request) {
        GenerationStatus end =
                Statuses.ended(request, engine.ends().of(request.request().getOutputTopic()), emitter.now());
        emitter.status(end);
        engine.metrics().requestEnded(end.getState());
        running.remove(request.id());
        window.forget(request.id());
    }
}
