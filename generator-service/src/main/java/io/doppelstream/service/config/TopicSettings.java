package io.doppelstream.service.config;

import io.doppelstream.schemas.topic.CleanupPolicy;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Topics.
 *
 * @param prefix start of every name, {@value #DEFAULT_PREFIX} by default
 * @param chunkPartitions partitions of the topic of chunks: how many ways a large request is spread, 8 by default
 * @param dispatchPartitions partitions of the dispatcher's topics, 1 by default: priorities, fairness and limits hold within
 *     one
 * @param replicationFactor of topics that the service creates; null: the broker's default
 */
public record TopicSettings(
        String prefix, Integer chunkPartitions, Integer dispatchPartitions, Short replicationFactor) {
    private static final String DEFAULT_PREFIX = "doppel.";
    private static final String AUGMENT_FEED = "augment.";
    private static final String AUGMENT_COUNTS = "augment-counts.";
    private static final String SCORE_COUNTS = "score-counts.";
    private static final int DEFAULT_CHUNK_PARTITIONS = 8;
    private static final int DEFAULT_DISPATCH_PARTITIONS = 1;

    /** The names of the topic catalogue. */
    public static final TopicSettings DEFAULTS = new TopicSettings(null, null, null, null);

    public TopicSettings {
        prefix = prefix == null ? DEFAULT_PREFIX : prefix;
        chunkPartitions = chunkPartitions == null ? DEFAULT_CHUNK_PARTITIONS : chunkPartitions;
        dispatchPartitions = dispatchPartitions == null ? DEFAULT_DISPATCH_PARTITIONS : dispatchPartitions;
        Problems problems = new Problems();
        problems.require(
                prefix.matches("[a-zA-Z0-9._-]{0,100}"),
                "topics.prefix",
                "at most 100 letters, digits, '.', '_' and '-'",
                "'" + prefix + "'");
        problems.require(chunkPartitions >= 1, "topics.chunkPartitions", "at least 1", chunkPartitions);
        problems.require(dispatchPartitions >= 1, "topics.dispatchPartitions", "at least 1", dispatchPartitions);
        problems.require(
                replicationFactor == null || replicationFactor >= 1,
                "topics.replicationFactor",
                "at least 1",
                replicationFactor);
        problems.throwIfAny();
    }

    /** The public topics. */
    public Topics catalogue() {
        return Topics.withPrefix(prefix);
    }

    /** {@code ChunkTask}: internal, chunks of large requests. */
    public TopicDefinition chunks() {
        return new TopicDefinition(prefix + "chunks", chunkPartitions, CleanupPolicy.DELETE);
    }

    /** {@code ChunkCompleted}: internal, what came of them. */
    public TopicDefinition chunksCompleted() {
        return new TopicDefinition(prefix + "chunks-completed", dispatchPartitions, CleanupPolicy.DELETE);
    }

    /** {@code DispatchOrder}: internal, what the dispatcher is to do; co-partitioned with {@link #chunksCompleted}. */
    public TopicDefinition dispatch() {
        return new TopicDefinition(prefix + "dispatch", dispatchPartitions, CleanupPolicy.DELETE);
    }

    /** Synthetic records of an augmentation, on their way to the merged feed. */
    public TopicDefinition augmentFeed(String augmentation) {
        return catalogue().synthetic().named(prefix + AUGMENT_FEED + augmentation);
    }

    /** What an augmentation counts: internal; one partition, so that share, rate and time are one. */
    public TopicDefinition augmentCounts(String augmentation) {
        return new TopicDefinition(prefix + AUGMENT_COUNTS + augmentation, 1, CleanupPolicy.DELETE);
    }

    /** Whether a request may name this topic because an augmentation, of whichever instance, takes its records from it. */
    public boolean isAugmentFeed(String topic) {
        return topic.startsWith(prefix + AUGMENT_FEED);
    }

    /** Whether a topic is an augmentation's own. */
    boolean isOfAugmentations(String topic) {
        return isAugmentFeed(topic) || topic.startsWith(prefix + AUGMENT_COUNTS);
    }

    /** {@code MarginalCounts}: internal, what a scorer has seen; one partition, so that a window is over all instances. */
    public TopicDefinition scoreCounts(String scorer) {
        return new TopicDefinition(prefix + SCORE_COUNTS + scorer, 1, CleanupPolicy.DELETE);
    }

    /** Whether a topic is a scorer's own. */
    boolean isOfScorers(String topic) {
        return topic.startsWith(prefix + SCORE_COUNTS);
    }

    /** Topics that must exist before the service starts. */
    public List<TopicDefinition> fixed() {
        List<TopicDefinition> all = new ArrayList<>(catalogue().fixed());
        all.add(chunks());
        all.add(chunksCompleted());
        all.add(dispatch());
        return all;
    }

    public Optional<Short> replication() {
        return Optional.ofNullable(replicationFactor);
    }
}
