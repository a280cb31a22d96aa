package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.DispatchAction;
import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Checks control records and makes orders of them. It shares a task with the processor of requests, so that an order comes
 * behind the start of its request on the same partition.
 */
final class ControlProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private final Engine engine;
    private Emitter emitter;
    private Intake<RequestControl> controls;
    private SeenRequests seen;

    ControlProcessor(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        emitter = new Emitter(engine, context, GeneratorTopology.CONTROL_OUTPUT);
        controls = new Intake<>(
                "a control record",
                engine.topics().catalogue().control().name(),
                engine.contracts().controls(),
                engine.patient(),
                emitter);
        seen = new SeenRequests(context.getStateStore(SeenRequests.STORE));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        controls.read(record).ifPresent(control -> process(control, record));
    }

    private void process(RequestControl control, Record<byte[], byte[]> record) {
        String id = control.getRequestId();
        if (record.value().length > Emitter.LARGEST_INPUT) {
            refuse(
                    record,
                    null,
                    "Expected a control record of at most " + Emitter.LARGEST_INPUT + " bytes, found one of "
                            + record.value().length);
        } else if (!Arrays.equals(record.key(), id.getBytes(UTF_8))) {
            refuse(
                    record,
                    id,
                    "Expected the request id as the record's key, '" + id + "', found " + Emitter.shown(record.key()));
        } else if (control.getAction() == ControlAction.UNKNOWN) {
            refuse(
                    record,
                    id,
                    "Expected CANCEL, PAUSE or RESUME, found an action that this version of the service does not know");
        } else {
            emitter.order(DispatchOrder.newBuilder()
                    .setRequestId(id)
                    .setAction(DispatchAction.valueOf(control.getAction().name()))
                    .setSeen(seen.before(id, emitter.now()))
                    .setOrigin(emitter.origin(record.value()))
                    .build());
        }
    }

    private void refuse(Record<byte[], byte[]> record, String id, String message) {
        emitter.deadLetter(ReasonCode.INVALID_CONTROL, message, id, record.key(), record.value());
    }
}
