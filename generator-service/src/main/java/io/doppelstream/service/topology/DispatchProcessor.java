package io.doppelstream.service.topology;

import io.doppelstream.schemas.ChunkCompleted;
import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.config.Guarantee;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Feeds the {@link Dispatcher}: orders from one topic, completed chunks from the other, and the clock. What it
 * does follows from its store, whatever comes twice.
 */
final class DispatchProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    /** The step of paced requests: short enough to be smooth, and long enough that each step costs little. */
    static final Duration TICK = Duration.ofMillis(50);

    private final Engine engine;
    private ProcessorContext<byte[], Outgoing> context;
    private Emitter emitter;
    private Intake<DispatchOrder> orders;
    private Intake<ChunkCompleted> completions;
    private Dispatcher dispatcher;
    private Cancellable clock;

    DispatchProcessor(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        emitter = new Emitter(engine, context, GeneratorTopology.DISPATCH_OUTPUT);
        orders = new Intake<>(
                "an order",
                engine.topics().dispatch().name(),
                engine.contracts().orders(),
                engine.patient(),
                emitter);
        completions = new Intake<>(
                "a chunk's completion",
                engine.topics().chunksCompleted().name(),
                engine.contracts().completions(),
                engine.patient(),
                emitter);
        dispatcher = new Dispatcher(engine, emitter, new RunningRequests(context.getStateStore(RunningRequests.STORE)));
        clock = null;
        setClock();
        if (engine.guarantee() == Guarantee.AT_LEAST_ONCE) {
            handOutAgainSoon();
        }
    }

    /** Nothing can be sent before all processors are there. */
    private void handOutAgainSoon() {
        AtomicReference<Cancellable> once = new AtomicReference<>();
        once.set(context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> {
            once.get().cancel();
            dispatcher.handOutAgain();
        }));
    }

    /** Runs the clock only while a request needs it: every step of it commits, which costs a transaction. */
    private void setClock() {
        boolean needed = dispatcher.needsClock();
        if (needed && clock == null) {
            clock = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> {
                dispatcher.tick();
                setClock();
            });
        } else if (!needed && clock != null) {
            clock.cancel();
            clock = null;
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = context.recordMetadata().map(RecordMetadata::topic).orElseThrow();
        if (topic.equals(engine.topics().dispatch().name())) {
            orders.read(record).ifPresent(order -> obey(order, record));
        } else {
            completions.read(record).ifPresent(dispatcher::completed);
        }
        setClock();
    }

    private void obey(DispatchOrder order, Record<byte[], byte[]> record) {
        switch (order.getAction()) {
            case START -> dispatcher.start(order);
            case CANCEL, PAUSE, RESUME -> dispatcher.control(order);
            default ->
                emitter.deadLetter(
                        ReasonCode.UNDECODABLE,
                        "Expected an order that this version of the service knows, found " + order.getAction()
                                + " for request " + order.getRequestId(),
                        order.getRequestId(),
                        record.key(),
                        record.value());
        }
    }
}
