package dev.firebreak.access.token;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.RejectUnknownFields;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of a person's own tokens. A token itself can't make or revoke one. */
@RestController
@RequestMapping("/api/tokens")
class TokenController {

    private final PersonTokens tokens;
    private final TokenSettings settings;

    TokenController(PersonTokens tokens, TokenSettings settings) {
        this.tokens = tokens;
        this.settings = settings;
    }

    /**
     * @param roles groups, such as {@code responder}
     * @param days the validity; the longest allowed if it is left out
     */
    @RejectUnknownFields
    record NewToken(
            @NotBlank @Size(max = 100) String name,
            @NotNull @Size(min = 1, max = 10) List<String> roles,
            Integer days) {}

    @GetMapping
    List<PersonToken> list(PersonAuthentication caller) {
        return tokens.of(caller.getName());
    }

    @PostMapping
    ResponseEntity<PersonTokens.Made> create(@Valid @RequestBody NewToken request, PersonAuthentication caller) {
        var days = request.days() == null ? settings.days() : request.days();
        var made = tokens.create(caller.person(), request.name(), roles(request.roles()), days);
        return ResponseEntity.status(HttpStatus.CREATED).body(made);
    }

    /** Revokes one of one's own; an administrator revokes anybody's. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(@PathVariable UUID id, PersonAuthentication caller) {
        tokens.revoke(id, caller.person());
        return ResponseEntity.noContent().build();
    }

    /** By group, by its word for people, or by the name that {@code /api/me} shows. */
    private static Set<Role> roles(List<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        for (var name : names) {
            roles.add(Arrays.stream(Role.values())
                    .filter(role ->
                            List.of(role.group(), role.word(), role.name()).contains(name))
                    .findFirst()
                    .orElseThrow(() -> new FieldInvalid("roles", "must be groups, such as observer")));
        }
        return roles;
    }
}
