package dev.firebreak.access.http;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SourceTokenCheck;
import dev.firebreak.access.source.RejectedSenders;
import dev.firebreak.access.source.SourceTokens;
import dev.firebreak.web.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Checks tokens of alert sources in bodies as the filter of the chain checks those in headers. */
@Component
class BodyTokens implements SourceTokenCheck {

    private final SourceTokens tokens;
    private final RejectedSenders rejected;
    private final ClientAddress addresses;

    BodyTokens(SourceTokens tokens, RejectedSenders rejected, ClientAddress addresses) {
        this.tokens = tokens;
        this.rejected = rejected;
        this.addresses = addresses;
    }

    @Override
    public Optional<AlertSource> authenticate(Optional<String> token, HttpServletRequest request) {
        var source = token.flatMap(it -> PAGING.call(() -> tokens.find(null, it)));
        if (source.isEmpty()) {
            rejected.addFromBody(token, addresses.of(request));
        }
        return source;
    }
}
