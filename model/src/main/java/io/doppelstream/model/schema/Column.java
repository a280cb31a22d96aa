package io.doppelstream.model.schema;

import java.util.List;
import java.util.Objects;

/**
 * A column of a table.
 *
 * @param name the name as it stands in the real data
 * @param type what its values are
 * @param role how it is learned
 * @param nullable whether the real data has nulls in it
 */
public record Column(String name, ValueType type, Role role, boolean nullable) {

    /** Checks that the role fits the type. */
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(role, "role");
        if (role instanceof Role.Continuous && !type.numeric()) {
            throw new IllegalArgumentException("Expected column '" + name
                    + "' to be categorical, found continuous: its values are " + type.label() + "s");
        }
        if (role instanceof Role.Image != type instanceof ValueType.Image) {
            throw new IllegalArgumentException("Expected images in a column of images and there alone, found column '"
                    + name + "' of " + type.label() + "s with the role "
                    + role.getClass().getSimpleName());
        }
    }

    /** The vocabulary of a categorical column. */
    public List<String> vocabulary() {
        if (role instanceof Role.Categorical categorical) {
            return categorical.vocabulary();
        }
        throw new IllegalStateException("Column '" + name + "' is not categorical");
    }

    /** Whether the column is learned as a category. */
    public boolean categorical() {
        return role instanceof Role.Categorical;
    }

    /** Whether the column is learned as a number. */
    public boolean continuous() {
        return role instanceof Role.Continuous;
    }

    /** Whether the column holds images. */
    public boolean image() {
        return role instanceof Role.Image;
    }

    /** Whether the generator emits the column. */
    public boolean learned() {
        return role.learned();
    }
}
