package io.doppelstream.service.publish;

import io.doppelstream.schemas.ModelPublished;

/** What became of an attempt to publish. */
public sealed interface Publication {
    /** The version is on the models topic now. */
    record Published(ModelPublished model) implements Publication {}

    /** The very same package was published before; nothing was changed. */
    record AlreadyPublished(ModelPublished model) implements Publication {}

    /** It was not published. */
    record Refused(String message) implements Publication {}
}
