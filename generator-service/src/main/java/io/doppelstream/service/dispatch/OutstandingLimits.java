package io.doppelstream.service.dispatch;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.config.RequestSettings;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many records running requests may still have to get: those of one client, and those to one topic.
 *
 * @param settings what the operator allows
 */
public record OutstandingLimits(RequestSettings settings) {

    /** A limit that one more request would exceed. */
    public record Excess(ReasonCode reason, String message) {}

    /**
     * The first limit that a request would exceed; empty if it may start.
     *
     * @param running all requests but this
     */
    public Optional<Excess> excess(RunningRequest request, Collection<RunningRequest> running) {
        String client = request.request().getClient();
        return exceeded(
                        request,
                        running,
                        AcceptedRequest::getClient,
                        settings.maxOutstandingRecords(),
                        ReasonCode.CLIENT_LIMIT_EXCEEDED,
                        "for " + (client == null ? "requests without a client" : "client '" + client + "'")
                                + " (requests.maxOutstandingRecords)")
                .or(() -> exceeded(
                        request,
                        running,
                        AcceptedRequest::getOutputTopic,
                        settings.maxOutstandingRecordsOfTopic(),
                        ReasonCode.TOPIC_QUOTA_EXCEEDED,
                        "for the topic " + request.request().getOutputTopic()
                                + " (requests.maxOutstandingRecordsOfTopic)"));
    }

    private static Optional<Excess> exceeded(
            RunningRequest request,
            Collection<RunningRequest> running,
            Function<AcceptedRequest, String> group,
            long most,
            ReasonCode reason,
            String of) {
        String own = group.apply(request.request());
        long outstanding = running.stream()
                .filter(other -> Objects.equals(group.apply(other.request()), own))
                .mapToLong(RunningRequest::outstandingRecords)
                .sum();
        long more = request.outstandingRecords();
        if (outstanding + more <= most) {
            return Optional.empty();
        }
        return Optional.of(new Excess(
                reason,
                "Expected at most " + most + " records outstanding " + of + ", found " + outstanding + " and " + more
                        + " more asked for: wait for running requests to end, then send it under a new id"));
    }
}
