package dev.firebreak.board.page;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import org.springframework.stereotype.Component;

/** Names people for display: by their name in the catalogue, or by their login if the catalogue lacks them. */
@Component
public class DisplayNames {

    private final Catalog catalog;

    DisplayNames(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Null if {@code login} is null. */
    public String of(String login) {
        return login == null ? null : catalog.contact(login).map(Contact::name).orElse(login);
    }
}
