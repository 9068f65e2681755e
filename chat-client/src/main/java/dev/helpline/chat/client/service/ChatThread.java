package dev.helpline.chat.client.service;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The single thread of a service without an executor or scheduler of the app. It ends with the service and does not keep the
 * process alive.
 */
final class ChatThread extends ScheduledThreadPoolExecutor {
    ChatThread() {
        super(1, work -> {
            Thread thread = new Thread(work, "helpline-chat");
            thread.setDaemon(true);
            return thread;
        });
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }
}
