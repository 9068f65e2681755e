package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.desk.AgentRegistry;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.core.team.TeamDirectory;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An admin's calls about agents, or the host's. Each call admits the admin once more. */
final class TeamCalls implements TeamDirectory {
    private static final int MAX_CAPACITY = 1000;
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{1," + TextLimits.LOCALE + "}");

    private final AgentRegistry registry;
    private final @Nullable Principal admin;
    private final Runnable admission;

    /**
     * The calls of one admin.
     *
     * @param admin null for the host
     * @param admission throws if the admin may not make the call
     */
    TeamCalls(AgentRegistry registry, @Nullable Principal admin, Runnable admission) {
        this.registry = registry;
        this.admin = admin;
        this.admission = admission;
    }

    /** The calls of the host itself. */
    static TeamCalls ofHost(AgentRegistry registry) {
        return new TeamCalls(registry, null, () -> {});
    }

    @Override
    public Agent save(SaveAgent request) {
        SaveAgent checked = checked(request);
        return CallBoundary.call(() -> {
            admission.run();
            refuseLockingOneselfOut(checked);
            return registry.save(admin, checked);
        });
    }

    @Override
    public List<AuditRecord> changes(AgentId agent) {
        Objects.requireNonNull(agent, "agent");
        return CallBoundary.call(() -> {
            admission.run();
            return registry.changes(agent);
        });
    }

    private static SaveAgent checked(SaveAgent request) {
        require(request.replacedVersion() >= 0, "version", "must not be negative");
        require(request.role().isAgent(), "role", "must be an agent's");
        Integer capacity = request.capacity();
        require(
                capacity == null || (capacity >= 0 && capacity <= MAX_CAPACITY),
                "capacity",
                "must be from 0 to " + MAX_CAPACITY);
        require(
                request.languages().stream()
                        .allMatch(language -> LANGUAGE.matcher(language).matches()),
                "languages",
                "must be language tags");
        TEXTS.words("departments", request.departments(), TextLimits.DEPARTMENTS, TextLimits.DEPARTMENT);
        TEXTS.words("skills", request.skills(), TextLimits.SKILLS, TextLimits.SKILL);
        TEXTS.words("languages", request.languages(), TextLimits.LANGUAGES, TextLimits.LOCALE);
        return request.toBuilder()
                .name(TEXTS.optionalLine("name", request.name(), TextLimits.NAME))
                .email(TEXTS.optionalLine("email", request.email(), TextLimits.EMAIL))
                .build();
    }

    private void refuseLockingOneselfOut(SaveAgent request) {
        boolean isSelf = admin != null && admin.id().equals(request.agent().value());
        require(!isSelf || request.active(), "active", "of an admin cannot be changed by that admin");
        require(!isSelf || request.role() == Role.ADMIN, "role", "of an admin cannot be changed by that admin");
    }

    private static void require(boolean condition, String field, String rule) {
        if (!condition) {
            throw new ChatException(ErrorCode.INVALID_REQUEST, field + " " + rule, Map.of("field", field));
        }
    }
}
