package io.doppelstream.service.models;

import io.doppelstream.model.replay.ChunkSeed;
import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.Rival;
import io.doppelstream.schemas.RivalMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which version answers a request to an alias: a function of the alias and the request's id, so that every instance decides the
 * same. With a larger share the rival keeps the requests that it had.
 */
final class Routing {
    private static final String ALIAS = "@";

    private Routing() {}

    /** The alias that a request names in the place of a version. */
    static Optional<String> alias(String version) {
        return version.startsWith(ALIAS) ? Optional.of(version.substring(ALIAS.length())) : Optional.empty();
    }

    /** The version that answers. */
    static String version(ModelAlias alias, String requestId) {
        return rival(alias, RivalMode.SPLIT, requestId).orElse(alias.getVersion());
    }

    /** The version that generates what nobody gets. */
    static Optional<String> shadow(ModelAlias alias, String requestId) {
        return rival(alias, RivalMode.SHADOW, requestId);
    }

    /** All versions that may be asked for. */
    static List<String> versions(ModelAlias alias) {
        List<String> versions = new ArrayList<>(List.of(alias.getVersion()));
        if (alias.getRival() != null && alias.getRival().getMode() != RivalMode.UNKNOWN) {
            versions.add(alias.getRival().getVersion());
        }
        return versions;
    }

    private static Optional<String> rival(ModelAlias alias, RivalMode mode, String requestId) {
        Rival rival = alias.getRival();
        boolean chosen = rival != null && rival.getMode() == mode && place(requestId) < rival.getShare();
        return chosen ? Optional.of(rival.getVersion()) : Optional.empty();
    }

    /** Spreads request ids evenly over [0, 1). */
    private static double place(String requestId) {
        return (ChunkSeed.ofRequest(requestId) >>> 11) * 0x1.0p-53;
    }
}
