package io.doppelstream.cli.request;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.client.RequestClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which request, and what is done with it. Says at once where there is no such request, or it has ended. */
final class RequestControlOptions {

    /** A request that was sent just now may have no status yet. */
    private static final Duration JUST_SENT = Duration.ofSeconds(3);

    @Parameters(paramLabel = "ID", description = "Id of the request.")
    private String id;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait at most for the service to do it (default: ${DEFAULT-VALUE}).")
    private long timeout;

    @Mixin
    private ClusterOptions cluster;

    /** The request's latest status. */
    GenerationStatus latest() {
        return withClient(this::latest);
    }

    /**
     * Sends a control record and waits for its effect.
     *
     * @param states which the request is in then, unless it ends meanwhile
     */
    void control(ControlAction action, Set<GenerationState> states) {
        GenerationStatus now = withClient(client -> {
            GenerationStatus before = latest(client);
            if (RequestClient.isEnd(before.getState())) {
                throw new UserException("Expected a request that is running to "
                        + action.name().toLowerCase(Locale.ROOT) + ", found '" + id + "', which is "
                        + before.getState() + " with " + before.getDelivered() + " records");
            }
            client.send(RequestControl.newBuilder()
                    .setRequestId(id)
                    .setAction(action)
                    .setClient("doppel")
                    .build());
            return client.await(id, states, Duration.ofSeconds(timeout), status -> {});
        });
        System.err.println(RequestCommand.line(now));
        if (!states.contains(now.getState())) {
            throw new UserException("Expected the request '" + id + "' to "
                    + action.name().toLowerCase(Locale.ROOT) + ", found that it had ended: " + now.getState());
        }
    }

    private GenerationStatus latest(RequestClient client) {
        long end = System.nanoTime() + JUST_SENT.toNanos();
        Optional<GenerationStatus> found = client.latest(id);
        while (found.isEmpty() && System.nanoTime() < end) {
            found = client.latest(id);
        }
        return found.orElseThrow(
                () -> new UserException("Expected the id of a request on the status topic, found none for '" + id
                        + "': 'doppel request' prints the id of what it sends"));
    }

    private <T> T withClient(Function<RequestClient, T> action) {
        cluster.check();
        SerdeConfig serdes = SerdeConfig.from(cluster.registryClient());
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                RequestClient client =
                        new RequestClient(cluster.client(), cluster.topics().catalogue(), registry, serdes)) {
            return action.apply(client);
        }
    }
}
