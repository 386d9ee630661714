package dev.firebreak.access.http;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.login.LoginRedirect;
import dev.firebreak.access.login.SessionRevalidation;
import dev.firebreak.access.source.RejectedSenders;
import dev.firebreak.access.source.SourceFilter;
import dev.firebreak.access.source.SourceTokens;
import dev.firebreak.web.SecurityHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Four chains, one table of rules. A string as securityMatcher would not match Jersey's and the webapps' servlets, hence
 * the path pattern matchers; ERROR and FORWARD dispatches are let through, else an error page becomes a login.
 */
@Configuration
class SecurityChains {

    private static final HttpAuthorization GATE = new HttpAuthorization();
    private static final AccessDenied REFUSAL = new AccessDenied();

    /** Alert senders: the token is looked at before the body is read; no session, no login. */
    @Bean
    @Order(1)
    SecurityFilterChain alertsChain(HttpSecurity http, SourceTokens tokens, RejectedSenders refused) throws Exception {
        http.securityMatcher(any("/api/alerts", "/api/alerts/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new SourceFilter(tokens, refused), AnonymousAuthenticationFilter.class);
        return gated(http).build();
    }

    /** The engine's REST: basic only. The engine itself learns who asks by a filter of lifecycle.engine. */
    @Bean
    @Order(2)
    SecurityFilterChain engineRestChain(HttpSecurity http) throws Exception {
        http.securityMatcher(any("/engine-rest", "/engine-rest/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(basic -> basic.authenticationEntryPoint(REFUSAL))
                .addFilterBefore(new SameOrigin(), CsrfFilter.class);
        return gated(http).build();
    }

    /** The engine's webapps: our session; CSRF token and headers are their own. */
    @Bean
    @Order(3)
    SecurityFilterChain webappsChain(HttpSecurity http, Accounts accounts, Clock clock) throws Exception {
        http.securityMatcher(any("/camunda", "/camunda/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(logout -> logout.logoutRequestMatcher(any("/camunda/api/admin/auth/user/{engine}/logout"))
                        .logoutSuccessHandler((request, response, person) -> response.setStatus(200)))
                .addFilterBefore(new SameOrigin(), CsrfFilter.class)
                .addFilterBefore(new SessionRevalidation(accounts, clock), AnonymousAuthenticationFilter.class);
        return gated(http).build();
    }

    /** Everything of ours: the login page with a session, or basic for programs. */
    @Bean
    @Order(4)
    SecurityFilterChain pagesChain(HttpSecurity http, Accounts accounts, Clock clock) throws Exception {
        var homeOrBack = new LoginRedirect();
        http.csrf(csrf -> csrf.csrfTokenRepository(csrfTokens())
                        .requireCsrfProtectionMatcher(request -> writes(request) && !isAskedByProgram(request)))
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(SecurityHeaders::ofPages)
                .httpBasic(basic -> basic.authenticationEntryPoint(REFUSAL))
                .formLogin(form ->
                        form.loginPage("/login").successHandler(homeOrBack).failureHandler(homeOrBack))
                .logout(logout -> logout.logoutSuccessHandler((request, response, person) -> {
                    response.setStatus(303);
                    response.setHeader(HttpHeaders.LOCATION, "/login?out");
                }))
                .addFilterBefore(new SameOrigin(), CsrfFilter.class)
                .addFilterBefore(new SessionRevalidation(accounts, clock), AnonymousAuthenticationFilter.class);
        return gated(http).build();
    }

    private static HttpSecurity gated(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(calls -> calls.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .access(GATE))
                .exceptionHandling(
                        refuse -> refuse.authenticationEntryPoint(REFUSAL).accessDeniedHandler(REFUSAL))
                .anonymous(Customizer.withDefaults());
    }

    /**
     * In a cookie, not in a session: a link from a mail arrives without our SameSite=Strict cookie, and a new session made
     * for the login page's token would replace the one that is logged in.
     */
    private static CsrfTokenRepository csrfTokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("FIREBREAK-CSRF");
        tokens.setCookieCustomizer(
                cookie -> cookie.sameSite("Strict").httpOnly(true).path("/"));
        return tokens;
    }

    private static boolean writes(HttpServletRequest request) {
        return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request);
    }

    /** Another site cannot make a browser send an Authorization header; the token in an /ack link is its own proof. */
    private static boolean isAskedByProgram(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getRequestURI().startsWith("/ack/");
    }

    private static RequestMatcher any(String... patterns) {
        var paths = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(java.util.Arrays.stream(patterns)
                .map(p -> (RequestMatcher) paths.matcher(p))
                .toList());
    }
}
