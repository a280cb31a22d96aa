package io.doppelstream.service.topology;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.ChunkCompleted;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.DispatchAction;
import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.OrderOrigin;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.TopicSettings;

/**
 * Serdes of the service's own contracts. Decoding happens inside the processors, so that bad bytes become dead letters.
 *
 * @param requests reads requests
 * @param tasks reads chunk tasks
 * @param completions reads what came of them
 * @param status writes status records
 * @param deadLetters writes dead letters
 * @param taskWriter writes chunk tasks
 * @param completionWriter writes what came of them
 * @param orders reads the dispatcher's orders
 * @param orderWriter writes them
 * @param controls reads control records
 */
public record Contracts(
        AvroDeserializer<GenerationRequest> requests,
        AvroDeserializer<ChunkTask> tasks,
        AvroDeserializer<ChunkCompleted> completions,
        AvroSerializer<GenerationStatus> status,
        AvroSerializer<DeadLetter> deadLetters,
        AvroSerializer<ChunkTask> taskWriter,
        AvroSerializer<ChunkCompleted> completionWriter,
        AvroDeserializer<DispatchOrder> orders,
        AvroSerializer<DispatchOrder> orderWriter,
        AvroDeserializer<RequestControl> controls) {

    public static Contracts of(SchemaRegistry registry, SerdeConfig config) {
        return new Contracts(
                AvroDeserializer.specific(registry, GenerationRequest.class),
                AvroDeserializer.specific(registry, ChunkTask.class),
                AvroDeserializer.specific(registry, ChunkCompleted.class),
                new AvroSerializer<>(registry, config),
                new AvroSerializer<>(registry, config),
                new AvroSerializer<>(registry, config),
                new AvroSerializer<>(registry, config),
                AvroDeserializer.specific(registry, DispatchOrder.class),
                new AvroSerializer<>(registry, config),
                AvroDeserializer.specific(registry, RequestControl.class));
    }

    /**
     * Writes and reads what answers to requests need, and throws it away: the registry has been asked for every schema then.
     *
     * @param request any request
     * @param sample any chunk of it
     */
    void prepare(TopicSettings topics, AcceptedRequest request, ChunkTask sample) {
        status.serialize(topics.catalogue().status().name(), Statuses.of(request, GenerationState.ACCEPTED, 0, 0));
        String dispatch = topics.dispatch().name();
        orders.deserialize(
                dispatch,
                orderWriter.serialize(
                        dispatch,
                        DispatchOrder.newBuilder()
                                .setRequestId(request.getRequestId())
                                .setAction(DispatchAction.START)
                                .setRequest(request)
                                .setOrigin(new OrderOrigin("none", 0, 0L, null))
                                .build()));
        String chunks = topics.chunks().name();
        tasks.deserialize(chunks, taskWriter.serialize(chunks, sample));
        String completed = topics.chunksCompleted().name();
        completions.deserialize(completed, completionWriter.serialize(completed, ChunkProcessor.completed(sample, 0)));
    }
}
