package org.mnist.cli.commands;

import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.doctor.Checkup;
import org.mnist.cli.doctor.Doctor;
import org.mnist.cli.output.CheckupText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mnist doctor}. */
@Command(
        name = "doctor",
        description = "Tells what this machine can do, and what is wrong with it: put it into a bug report. It names no"
                + " people and no passwords; the exit code is 69 if nothing can be trained here.")
final class DoctorCommand extends BaseCommand {
    @Option(names = "--network", description = "Also ask whether the servers of the data answer.")
    boolean network;

    DoctorCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        Checkup checkup = Doctor.examine(context, network);
        print(checkup, CheckupText.of(checkup, context.columns()));
        return checkup.canTrain() ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }
}
