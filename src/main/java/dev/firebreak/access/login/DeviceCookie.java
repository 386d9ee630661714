package dev.firebreak.access.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Recognises a browser that logged in before (OWASP "Slow Down Online Guessing Attacks with Device Cookies"). Wrong
 * passwords from elsewhere never make its owner wait, even where all people share one address. It is no credential: it
 * only chooses which wrong passwords count.
 */
final class DeviceCookie {

    static final String NAME = "FIREBREAK-DEVICE";

    /** Browsers send it to the login only. */
    static final String PATH = "/login";

    private static final Duration VALID_FOR = Duration.ofDays(180);
    private static final int BYTES = 32;
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private DeviceCookie() {}

    static String readOrCreate(HttpServletRequest request) {
        var cookies = request.getCookies();
        return (cookies == null ? Stream.<Cookie>empty() : Arrays.stream(cookies))
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .filter(value -> VALUE.matcher(value).matches())
                .findFirst()
                .orElseGet(DeviceCookie::create);
    }

    private static String create() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static void set(HttpServletRequest request, HttpServletResponse response, String device) {
        var cookie = ResponseCookie.from(NAME, device)
                .path(PATH)
                .maxAge(VALID_FOR)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
