package io.doppelstream.schemas.topic;

import org.apache.kafka.common.KafkaException;

/** Topics could not be created or inspected; the message names them all. */
public final class TopicCreationException extends KafkaException {
    public TopicCreationException(String message, Throwable cause) {
        super(message, cause);
    }
}
