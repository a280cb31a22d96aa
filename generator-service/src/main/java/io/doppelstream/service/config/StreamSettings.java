package io.doppelstream.service.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Kafka Streams.
 *
 * @param applicationId the same for all instances that share the work
 * @param threads stream threads; 2 by default
 * @param commitIntervalMs longest time between transactions; 10 by default, which
 *     large requests hardly notice (a chunk takes as long)
 * @param pollMs longest wait for input before a commit; 5 by default, because waiting delays commits
 * @param stateDir folder for state stores
 * @param properties any other property of Kafka Streams
 */
public record StreamSettings(
        String applicationId,
        Integer threads,
        Integer commitIntervalMs,
        Integer pollMs,
        Path stateDir,
        Map<String, Object> properties) {

    /** Two threads, state under the system's temporary folder. */
    public static final StreamSettings DEFAULTS = new StreamSettings(null, null, null, null, null, null);

    public StreamSettings {
        applicationId = applicationId == null ? "doppel-generator" : applicationId;
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
        problems.require(threads >= 1 && threads <= 256, "streams.threads", "1 to 256", threads);
        problems.require(commitIntervalMs >= 1, "streams.commitIntervalMs", "at least 1", commitIntervalMs);
        problems.require(pollMs >= 1, "streams.pollMs", "at least 1", pollMs);
        problems.throwIfAny();
    }

    /** Without values of properties, which may be secrets. */
    @Override
    public String toString() {
        return "StreamSettings[applicationId=" + applicationId + ", threads=" + threads + ", commitIntervalMs="
                + commitIntervalMs + ", pollMs=" + pollMs + ", stateDir=" + stateDir + ", properties="
                + properties.keySet() + "]";
    }
}
