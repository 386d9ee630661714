package dev.firebreak.catalog;

import java.util.List;

/** The catalogue can't be used: every error with its place, so that all are mended in one go. Firebreak doesn't start. */
public class CatalogInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    public CatalogInvalid(String file, List<String> errors) {
        super(file + " has " + (errors.size() == 1 ? "an error" : errors.size() + " errors"));
        this.errors = List.copyOf(errors);
    }

    /** Each such as {@code catalog.yaml:14:7 rotas.primary.people[1]: no contact "bob" (known: alice, carol)}. */
    public List<String> errors() {
        return errors;
    }
}
