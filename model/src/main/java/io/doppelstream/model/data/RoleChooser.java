package io.doppelstream.model.data;

import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.Role.Identifier.Format;
import io.doppelstream.model.schema.ValueType;
import java.util.Locale;
import java.util.Optional;

/** Chooses how a column is learned, from what a scan of its values found. */
final class RoleChooser {

    /** A string column with more distinct values than this is too wide to be learned as categories. */
    static final int MOST_CATEGORIES = 20_000;

    private static final int FEWEST_ROWS = 50;
    private static final double UNIQUE = 0.95;
    private static final double NEARLY_UNIQUE = 0.5;

    private RoleChooser() {}

    /** What kind of role fits; a categorical's vocabulary is still to be read. */
    enum Choice {
        CATEGORICAL,
        CONTINUOUS,
        CONSTANT,
        IDENTIFIER,
        FREE_TEXT,
        TOO_MANY_CATEGORIES
    }

    static Choice choose(String name, ValueType type, ColumnProfile profile) {
        if (profile.distinct() <= 1 && !(profile.nullable() && profile.values() > 0)) {
            return Choice.CONSTANT;
        }
        if (type instanceof ValueType.Bool) {
            return Choice.CATEGORICAL;
        }
        boolean enough = profile.rows() >= FEWEST_ROWS;
        if (type instanceof ValueType.Text) {
            if (enough && profile.uniqueness() > NEARLY_UNIQUE && profile.spaces() >= 2) {
                return Choice.FREE_TEXT;
            }
            if (enough && profile.uniqueness() > UNIQUE) {
                return Choice.IDENTIFIER;
            }
            return profile.distinct() > MOST_CATEGORIES ? Choice.TOO_MANY_CATEGORIES : Choice.CATEGORICAL;
        }
        boolean named = name.toLowerCase(Locale.ROOT).matches("(.*[_\\-. ])?(id|uuid|guid|key)|.*[a-z]Id")
                || name.matches(".*[a-z](Id|ID|Key)");
        boolean whole = type instanceof ValueType.Whole;
        boolean numbered = profile.gapless() && profile.distinct() == profile.rows();
        return enough && whole && (numbered || (named && profile.uniqueness() > UNIQUE))
                ? Choice.IDENTIFIER
                : Choice.CONTINUOUS;
    }

    static Role.Identifier identifier(ValueType type, ColumnProfile profile) {
        if (type instanceof ValueType.Whole) {
            return new Role.Identifier(Format.INTEGER);
        }
        boolean uuid = Optional.ofNullable(profile.smallest())
                .filter(text -> text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .isPresent();
        return new Role.Identifier(uuid ? Format.UUID : Format.TEXT);
    }
}
