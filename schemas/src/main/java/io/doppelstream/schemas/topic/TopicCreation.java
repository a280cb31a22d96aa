package io.doppelstream.schemas.topic;

import java.util.List;

/**
 * What {@link TopicCreator} did.
 *
 * @param created topics that it made
 * @param existing topics that were there, or that somebody else made meanwhile
 * @param warnings where an existing topic differs from its definition, in sentences for people
 */
public record TopicCreation(List<String> created, List<String> existing, List<String> warnings) {
    public TopicCreation {
        created = List.copyOf(created);
        existing = List.copyOf(existing);
        warnings = List.copyOf(warnings);
    }
}
