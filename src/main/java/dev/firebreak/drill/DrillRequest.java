package dev.firebreak.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What a person asks for.
 *
 * @param scenario the word of a fault, or {@code random}
 * @param target the name of a target that allows drills; null or empty with {@code random}
 * @param participants the logins of those who are paged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillRequest(
        @NotBlank @Size(max = 40) String scenario,
        @Size(max = 120) String target,
        @NotEmpty @Size(max = 50) List<@NotBlank @Size(max = 120) String> participants) {}
