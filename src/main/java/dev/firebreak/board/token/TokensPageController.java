package dev.firebreak.board.token;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.access.token.PersonTokens;
import dev.firebreak.access.token.TokenSettings;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page of a person's tokens; an administrator also sees and revokes those of others. */
@RestController
class TokensPageController {

    private final PersonTokens tokens;
    private final TokenSettings settings;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    TokensPageController(PersonTokens tokens, TokenSettings settings, DisplayNames names, Pages pages, Clock clock) {
        this.tokens = tokens;
        this.settings = settings;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/tokens", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> tokens(PersonAuthentication caller, CsrfToken csrf) {
        return page(HttpStatus.OK, Map.of(), caller, csrf);
    }

    /** Shows the token once, in the answer itself: no address leads to it. */
    @PostMapping(path = "/tokens", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> make(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<Role> roles,
            @RequestParam(defaultValue = "0") int days,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var chosen = EnumSet.noneOf(Role.class);
        chosen.addAll(roles);
        try {
            var made = tokens.create(caller.person(), name, chosen, days);
            return page(
                    HttpStatus.CREATED,
                    Map.of("made", made, "madeName", made.token().name()),
                    caller,
                    csrf);
        } catch (ErrorResponseException refused) {
            var typed = Map.<String, Object>of("refusal", refused.getBody().getDetail(), "typedName", name);
            return page(refused.getStatusCode(), typed, caller, csrf);
        }
    }

    @PostMapping(path = "/tokens/{id}/revoke", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> revoke(@PathVariable UUID id, PersonAuthentication caller) {
        tokens.revoke(id, caller.person());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/tokens"))
                .build();
    }

    private ResponseEntity<String> page(
            HttpStatusCode status, Map<String, Object> more, PersonAuthentication caller, CsrfToken csrf) {
        var now = clock.instant();
        var model = new HashMap<>(more);
        model.put("layout", PageLayout.of(caller, csrf));
        model.put(
                "roles",
                PersonTokens.offered(caller.person()).stream()
                        .sorted()
                        .map(RoleChoice::of)
                        .toList());
        model.put("days", settings.days());
        model.put(
                "own",
                tokens.of(caller.getName()).stream()
                        .map(it -> TokenRow.of(it, names, now))
                        .toList());
        model.put("isAdmin", isAdmin(caller));
        model.put(
                "others",
                isAdmin(caller)
                        ? tokens.ofOthers(caller.getName()).stream()
                                .map(it -> TokenRow.of(it, names, now))
                                .toList()
                        : List.of());
        return ResponseEntity.status(status).body(pages.render("tokens", model));
    }

    private record RoleChoice(String value, String label) {
        static RoleChoice of(Role role) {
            return new RoleChoice(role.name(), role.word());
        }
    }

    private static boolean isAdmin(PersonAuthentication caller) {
        return caller.person().roles().contains(Role.ADMIN);
    }
}
