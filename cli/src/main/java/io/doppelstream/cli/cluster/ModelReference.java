package io.doppelstream.cli.cluster;

/**
 * A model as users name it: {@code bank} or {@code bank@champion}.
 *
 * @param name of the model
 * @param version {@code @alias}, as requests name it; null: none is named
 */
public record ModelReference(String name, String version) {

    /** Splits a name from its alias. */
    public static ModelReference parse(String text) {
        int at = text.indexOf('@');
        return at < 0 ? new ModelReference(text, null) : new ModelReference(text.substring(0, at), text.substring(at));
    }
}
