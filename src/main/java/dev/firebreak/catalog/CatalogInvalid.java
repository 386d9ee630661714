package dev.firebreak.catalog;

import java.util.List;

/** The catalogue is invalid, so Firebreak doesn't start. Lists all errors with line and column, not only the first. */
public class CatalogInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    public CatalogInvalid(String file, List<String> errors) {
        super(file + " has " + (errors.size() == 1 ? "an error" : errors.size() + " errors"));
        this.errors = List.copyOf(errors);
    }

    /**
     * One line for each error, such as
     * {@code catalog.yaml:14:7 rotas.primary.people[1]: no contact "bob" (known: alice, carol)}.
     */
    public List<String> errors() {
        return errors;
    }
}
