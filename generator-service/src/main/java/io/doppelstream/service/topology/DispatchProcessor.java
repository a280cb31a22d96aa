package io.doppelstream.service.topology;

import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.UndecodableException;
import io.doppelstream.schemas.serde.UnknownSchemaIdException;
import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Feeds the {@link Dispatcher}: orders from one topic, completed chunks from the other, and the clock. Every record is
 * processed exactly once, so the dispatcher may count.
 */
final class DispatchProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    /** The step of paced requests: short enough to be smooth, and long enough that each step costs little. */
    static final Duration TICK = Duration.ofMillis(50);

    private final Engine engine;
    private ProcessorContext<byte[], Outgoing> context;
    private Emitter emitter;
    private Dispatcher dispatcher;
    private Cancellable clock;

    DispatchProcessor(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        emitter = new Emitter(engine, context, GeneratorTopology.DISPATCH_OUTPUT);
        dispatcher = new Dispatcher(engine, emitter, new RunningRequests(context.getStateStore(RunningRequests.STORE)));
        clock = null;
        setClock();
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
        try {
            if (topic.equals(engine.topics().dispatch().name())) {
                obey(decode(topic, record.value(), engine.contracts().orders(), "an order"));
            } else {
                dispatcher.completed(
                        decode(topic, record.value(), engine.contracts().completions(), "a chunk's completion"));
            }
        } catch (UndecodableException e) {
            emitter.deadLetter(ReasonCode.UNDECODABLE, e.getMessage(), null, record.key(), record.value());
        } catch (UnknownSchemaIdException e) {
            emitter.deadLetter(ReasonCode.UNKNOWN_SCHEMA_ID, e.getMessage(), null, record.key(), record.value());
        }
        setClock();
    }

    private <T extends org.apache.avro.specific.SpecificRecord> T decode(
            String topic, byte[] value, AvroDeserializer<T> contract, String what) {
        if (value == null) {
            throw new UndecodableException("Expected " + what + ", found a record without a value (a tombstone)");
        }
        return engine.patient().call("read " + what, () -> contract.deserialize(topic, value));
    }

    private void obey(DispatchOrder order) {
        switch (order.getAction()) {
            case START -> dispatcher.start(order);
            case CANCEL, PAUSE, RESUME -> dispatcher.control(order);
            default ->
                throw new UndecodableException("Expected an order that this version of the service knows, found "
                        + order.getAction() + " for request " + order.getRequestId());
        }
    }
}
