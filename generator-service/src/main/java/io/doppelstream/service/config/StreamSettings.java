package io.doppelstream.service.config;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka Streams.
 *
 * @param applicationId the same for all instances that share the work
 * @param guarantee exactly once by default
 * @param requestThreads threads that take requests, answer small ones and hand out the chunks of large ones; 1 by default
 * @param threads threads that make chunks; 2 by default
 * @param commitIntervalMs longest time between commits; 10 by default, which
 *     large requests hardly notice (a chunk takes as long)
 * @param pollMs longest wait for input before a commit; 5 by default, because waiting delays commits
 * @param stateDir folder for state stores
 * @param properties any other property of Kafka Streams
 */
public record StreamSettings(
        String applicationId,
        Guarantee guarantee,
        Integer requestThreads,
        Integer threads,
        Integer commitIntervalMs,
        Integer pollMs,
        Path stateDir,
        Map<String, Object> properties) {

    private static final int MOST_THREADS = 256;

    /** Exactly once, two threads for chunks, state under the system's temporary folder. */
    public static final StreamSettings DEFAULTS = new StreamSettings(null, null, null, null, null, null, null, null);

    public StreamSettings {
        applicationId = applicationId == null ? "doppel-generator" : applicationId;
        guarantee = guarantee == null ? Guarantee.EXACTLY_ONCE : guarantee;
        requestThreads = requestThreads == null ? 1 : requestThreads;
        threads = threads == null ? 2 : threads;
        commitIntervalMs = commitIntervalMs == null ? 10 : commitIntervalMs;
        pollMs = pollMs == null ? 5 : pollMs;
        stateDir = stateDir == null ? Path.of(System.getProperty("java.io.tmpdir"), "doppel-state") : stateDir;
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        Problems problems = new Problems();
        problems.require(
                applicationId.matches("[a-zA-Z0-9._-]{1,150}"),
                "streams.applicationId",
                "1 to 150 letters, digits, '.', '_' and '-'",
                "'" + applicationId + "'");
        problems.require(
                requestThreads >= 1 && requestThreads <= MOST_THREADS,
                "streams.requestThreads",
                "1 to " + MOST_THREADS,
                requestThreads);
        problems.require(threads >= 1 && threads <= MOST_THREADS, "streams.threads", "1 to " + MOST_THREADS, threads);
        problems.require(commitIntervalMs >= 1, "streams.commitIntervalMs", "at least 1", commitIntervalMs);
        problems.require(pollMs >= 1, "streams.pollMs", "at least 1", pollMs);
        problems.require(
                !properties.containsKey(StreamsConfig.PROCESSING_GUARANTEE_CONFIG),
                "streams.properties",
                "no " + StreamsConfig.PROCESSING_GUARANTEE_CONFIG + ", for which there is streams.guarantee",
                properties.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        problems.throwIfAny();
    }

    /** The same, with another folder for state stores. */
    public StreamSettings withStateDir(Path folder) {
        return new StreamSettings(
                applicationId, guarantee, requestThreads, threads, commitIntervalMs, pollMs, folder, properties);
    }

    /** The same, with another guarantee. */
    public StreamSettings with(Guarantee other) {
        return new StreamSettings(
                applicationId, other, requestThreads, threads, commitIntervalMs, pollMs, stateDir, properties);
    }

    /** Without values of properties, which may be secrets. */
    @Override
    public String toString() {
        return "StreamSettings[applicationId=" + applicationId + ", guarantee=" + guarantee + ", requestThreads="
                + requestThreads + ", threads=" + threads + ", commitIntervalMs="
                + commitIntervalMs + ", pollMs=" + pollMs + ", stateDir=" + stateDir + ", properties="
                + properties.keySet() + "]";
    }
}
