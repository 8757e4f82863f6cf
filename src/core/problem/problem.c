/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "problem.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "core/catalogue/catalogue.h"
#include "core/console/devices/usb-error.h"
#include "core/console/guest/folder-check.h"
#include "core/console/serial/serial-source.h"
#include "core/console/session/console-error.h"
#include "core/definition/definition.h"
#include "core/host/check/host-error.h"
#include "core/host/kvm/acceleration-record.h"
#include "core/machine/machine-error.h"

G_DEFINE_BOXED_TYPE (SprintProblem, sprint_problem, sprint_problem_copy, sprint_problem_free)

typedef struct
{
  GQuark (*domain) (void);
  int code;
  const char *title;
  const char *sentence;
  const char *remedy;
} Entry;

static const Entry entries[] = {
  { sprint_host_error_quark, SPRINT_HOST_ERROR_FAILED, N_("Installing Failed"),
    N_("The packages could not be installed."), N_("Try again, or install them with the system’s own tools.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_NO_PACKAGEKIT, N_("PackageKit Is Missing"),
    N_("There is no PackageKit on this computer to install packages with."),
    N_("Copy the command and run it in a terminal.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_NOT_AUTHORIZED, N_("Permission Refused"),
    N_("You were not given permission to install packages."),
    N_("Try again with an administrator’s password, or ask an administrator.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_NO_NETWORK, N_("No Network"),
    N_("There is no network connection to download packages over."),
    N_("Check the network connection, then try again.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_LOCKED, N_("Another Installation Is Running"),
    N_("Another program is installing packages at this moment."), N_("Wait until it has finished, then try again.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_NO_SPACE, N_("Not Enough Space to Install"),
    N_("The disk is too full for the packages."), N_("Make room, then try again.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_NO_PACKAGE, N_("Package Not Found"),
    N_("None of this system’s software sources has a package that is needed."),
    N_("Turn on the system’s main software sources, then try again.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_CONFLICT, N_("Packages Do Not Fit Together"),
    N_("A package that is needed does not fit with those that are installed."),
    N_("Bring the system up to date, then try again.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_DAEMON_DIED, N_("Installing Was Broken Off"),
    N_("PackageKit stopped in the middle of its work."), N_("Try again: what was done is kept.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_DOWNLOAD, N_("Download Failed"),
    N_("The packages, or the lists of packages, could not be downloaded."),
    N_("Check the network connection, then try again.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_UNFINISHED, N_("Earlier Installation Unfinished"),
    N_("An earlier installation on this computer was broken off, and must be finished first."),
    N_("Finish it with the system’s own tools, then try again.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_DATABASE, N_("Package Database Damaged"),
    N_("The system’s own list of what is installed is damaged, so that nothing can be installed."),
    N_("Repair it with the system’s own tools, then try again.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_NO_LIBVIRT, N_("libvirt Is Missing"),
    N_("libvirt’s session daemon, or its QEMU driver, is not there."), N_("Let Sprint check this computer.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_IMAGE_BASED, N_("This System Is an Image"),
    N_("Packages are not installed on this system in the usual way."), N_("Use its own tools.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_REPAIR_DECLINED, N_("Permission Refused"),
    N_("You were not given permission to change this computer."),
    N_("Try again with an administrator’s password, or ask an administrator to do it.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_NO_REPAIR, N_("Not Possible From Here"),
    N_("Sprint cannot change this computer by itself: the part of the system that would do it, or ask for permission, "
       "is missing."),
    N_("Change it in a terminal: where a command is shown for it, copy that.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_REPAIR_FAILED, N_("Not Put Right"),
    N_("The change was tried, and the system refused it."),
    N_("See the details. Where a command is shown for it, it can be run in a terminal.") },
  { sprint_host_error_quark, SPRINT_HOST_ERROR_OVERTAKEN, N_("Packages Have Changed"),
    N_("One of the packages was installed by another program meanwhile, so the others were not."), N_("Try again.") },

  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_FAILED, N_("Medium Not Usable"),
    N_("The medium could not be looked at."), NULL },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_NOT_FOUND, N_("File Not Found"),
    N_("The file is not there any more."), N_("Choose another one.") },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM, N_("Not an Installation Medium"),
    N_("The file is neither an installation disc nor a disk image."),
    N_("Choose an ISO image or a disk image such as QCOW2.") },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_TRUNCATED, N_("File Incomplete"),
    N_("The file ends before it should."), N_("Download it again.") },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_UNREADABLE, N_("File Not Readable"),
    N_("You are not allowed to read this file."), N_("Change its permissions, or choose another one.") },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_UNSAFE, N_("Disk Image Not Safe"),
    N_("The disk image reads from other files of this computer, which a machine could then see."),
    N_("Use it only after converting it into one that stands alone.") },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_NO_NETWORK, N_("Download Not Possible"),
    N_("The server cannot be reached."), N_("Check the network connection, then try again.") },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_SERVER, N_("Server Refused"),
    N_("The server did not hand out the file."), N_("Try again later, or choose a medium of your own.") },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_CHECKSUM, N_("Download Damaged"),
    N_("What was downloaded is not what its maker published, and was thrown away."), N_("Try again.") },
  { sprint_catalogue_error_quark, SPRINT_CATALOGUE_ERROR_NO_SPACE, N_("Not Enough Space to Download"),
    N_("The disk is too full for the download."), N_("Make room, then try again.") },

  { sprint_definition_error_quark, SPRINT_DEFINITION_ERROR_FAILED, N_("Machine Not Described"),
    N_("The machine’s description could not be made."), NULL },
  { sprint_definition_error_quark, SPRINT_DEFINITION_ERROR_INVALID, N_("Description Not Usable"),
    N_("The machine’s description lacks something or holds what cannot be."), N_("Change its settings.") },
  { sprint_definition_error_quark, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED, N_("Not Offered Here"),
    N_("This computer’s hypervisor does not offer something that the machine asks for."),
    N_("Choose other settings, or install what is missing.") },

  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_FAILED, N_("That Did Not Work"),
    N_("libvirt could not do what was asked."), NULL },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NO_DAEMON, N_("libvirt Does Not Answer"),
    N_("libvirt’s daemon is not there, or does not answer."), N_("Let Sprint check this computer.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_CONNECTION_LOST, N_("Connection Lost"),
    N_("The connection to libvirt was lost."), N_("Sprint connects again by itself.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NOT_AUTHORIZED, N_("Not Allowed"),
    N_("libvirt does not allow you to do that."), N_("Ask the administrator of that computer.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NO_AGENT, N_("Nobody to Ask for Permission"),
    N_("libvirt wants an administrator’s permission for that, and nothing in your session asks for it."),
    N_("Log in to a desktop on that computer, or ask its administrator.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_CONSOLE_IN_USE, N_("Serial Console Used Elsewhere"),
    N_("Another program has this machine’s serial console."),
    N_("Take it over to use it here; the other program then loses it.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NO_MACHINE, N_("Machine Gone"),
    N_("The machine is not there any more."), NULL },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NAME_TAKEN, N_("Name Taken"),
    N_("Another machine has this name."), N_("Choose another name.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_INVALID_STATE, N_("Not Possible Now"),
    N_("This cannot be done in the state that the machine is in."), NULL },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION, N_("Machine Not Accepted"),
    N_("libvirt does not accept the machine’s description."), N_("Change its settings.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NO_SPACE, N_("Disk Full"),
    N_("There is not enough space for the machine’s disk."), N_("Make room, or choose a smaller disk.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NO_MEMORY, N_("Not Enough Memory"),
    N_("This computer has not enough free memory for the machine."),
    N_("Give the machine less memory, or close other applications.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_ACCELERATION, N_("Acceleration Failed"),
    N_("KVM, which runs machines on the processor itself, failed on this computer."),
    N_("Start the machine without acceleration: it runs more slowly.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NO_DISPLAY, N_("No Display"),
    N_("The machine has no display that can be shown here."), NULL },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NOT_SUPPORTED, N_("Not Supported"),
    N_("This connection cannot do that."), NULL },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_TIMED_OUT, N_("No Answer in Time"),
    N_("libvirt did not answer in time."), N_("Try again.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_STORAGE, N_("Disk Not Usable"),
    N_("The machine’s disk could not be made or used."),
    N_("Check that the file that was chosen is still there and whole.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_ENDED, N_("Machine Ended at Once"),
    N_("The machine switched itself off before it showed anything."), N_("Choose another medium, then try again.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NO_IMAGE_TOOL, N_("QEMU’s Disk Tool Is Missing"),
    N_("The program that copies disk images, qemu-img, is not installed."),
    N_("Let Sprint check this computer, or install it with the system’s own tools.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_NO_HOST, N_("Computer Not Reachable"),
    N_("The other computer cannot be reached, or its libvirt does not answer."),
    N_("Check its address and that you can log in to it, then try again.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_FILE_NOT_OWN, N_("Nothing Deleted"),
    N_("A file that was to be deleted is not, or no longer, this machine’s alone. The machine is still there."),
    N_("Delete the machine again, and look which of its files can go.") },
  { sprint_machine_error_quark, SPRINT_MACHINE_ERROR_FILE_STAYED, N_("Files Not Deleted"),
    N_("The machine is deleted, but not all of its files."),
    N_("Look at the details for what stayed, and delete it yourself.") },

  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_FAILED, N_("Screen Not Shown"),
    N_("The machine’s screen could not be shown."), N_("Try to connect again.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_CONNECT, N_("Screen Not Reachable"),
    N_("The machine’s screen could not be reached."), N_("Sprint tries again by itself.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_PROTOCOL, N_("Screen Not Understood"),
    N_("The machine’s screen speaks in a way that Sprint does not understand."), N_("Sprint tries again by itself.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NONSENSE, N_("Screen Sent Nonsense"),
    N_("What the machine’s screen sent makes no sense and could harm this computer, so Sprint has hung up."),
    N_("Connect again only if you trust the computer that the machine runs on.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_ENCRYPTED, N_("Screen Is Encrypted"),
    N_("The machine’s screen accepts encrypted connections only, which Sprint cannot make."),
    N_("Remove “mode='secure'” and “defaultMode='secure'” from the machine’s graphics with “virsh edit”, then "
       "start it again.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NOT_SUPPORTED, N_("Screen Cannot Be Shown Here"),
    N_("The machine’s screen cannot be opened over this connection."),
    N_("Open Sprint on the computer that runs the machine.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NOT_AUTHORIZED, N_("Not Allowed to See the Screen"),
    N_("libvirt does not allow you to see this machine’s screen."),
    N_("Ask the administrator of that computer, then try again.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_LOST, N_("Screen Lost"),
    N_("The connection to the machine’s screen was lost."), N_("Sprint connects again by itself.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_TAKEN, N_("Shown Elsewhere"),
    N_("Another viewer has taken over this machine’s screen."),
    N_("Connect here to take it back; the other viewer then loses it.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_MOVED, N_("Moved to Another Computer"),
    N_("The machine runs on another computer now."), N_("Add that computer to Sprint, and open the machine there.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NO_PICTURE, N_("No Picture Yet"),
    N_("The machine has not shown anything yet."), N_("Wait until it shows something, then try again.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NO_RECORDER, N_("Recorder Not Installed"),
    N_("A part of GStreamer that makes films is not installed on this computer."),
    N_("Install GStreamer’s base and good plugins with the system’s own tools, then try again.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_RECORDING, N_("Recording Failed"),
    N_("The screen could not be recorded, or not any further. Anything recorded until then is kept."), NULL },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_RECORDING_NO_SPACE, N_("Recording Ended: Disk Full"),
    N_("The disk is full. Anything recorded until then is kept."), N_("Make room, then start another recording.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_RECORDING_LOST, N_("Recording Lost"),
    N_("The file or folder that was recorded to has been deleted, and the recording with it."),
    N_("Start another recording, into another folder.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_ADDRESS, N_("Cannot Be Opened"),
    N_("This is neither the address of a screen nor a file that tells of one."),
    N_("Get a new file or address from where this one came from.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NOT_SPICE, N_("Not a SPICE Screen"),
    N_("This is for a screen of another kind; Sprint shows screens over SPICE."),
    N_("Open it with another viewer, such as virt-viewer.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_OUTDATED, N_("Newer Viewer Wanted"),
    N_("This file was made for viewers newer than this one."), N_("Install a newer version of Sprint.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NO_HOST, N_("Computer Not Found"),
    N_("No computer of that name can be found on the network."),
    N_("Check the name and the network. Sprint tries again by itself.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_REFUSED, N_("Nothing Answers There"),
    N_("No screen is offered there: the machine does not run, or its screen is somewhere else."),
    N_("Check that it runs. Sprint tries again by itself.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_TIMED_OUT, N_("No Answer in Time"),
    N_("The computer that the screen is on does not answer."),
    N_("Check the network. Sprint tries again by itself.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_PROXY, N_("Stopped by the Proxy"),
    N_("The proxy did not let the connection to the machine’s screen through."),
    N_("Ask whoever runs the proxy. Sprint tries again by itself.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NO_TLS_PORT, N_("Screen Is Encrypted"),
    N_("The machine’s screen accepts encrypted connections only, and its address has no port for them."),
    N_("Get an address with an encrypted port from where this one came from.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_TLS, N_("Encryption Failed"),
    N_("No encrypted connection to the machine’s screen could be made."),
    N_("Ask the administrator of that computer.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_UNTRUSTED, N_("Computer Not Trusted"),
    N_("The computer that the screen is on could not prove who it is: nobody who is trusted has signed its "
       "certificate. Somebody else may have taken its place."),
    N_("Get a new file from its administrator, with the certificate to trust.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT, N_("Another Computer Answered"),
    N_("The computer that answered is not the one that was asked for: its certificate is made out to another. "
       "Somebody else may have taken its place."),
    N_("Ask the administrator of that computer before you go on.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_EXPIRED, N_("Certificate Expired"),
    N_("The certificate of the computer that the screen is on is not valid any more, or not yet."),
    N_("Check this computer’s clock; if it is right, ask the administrator of the other one.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_PASSWORD, N_("Password Needed"),
    N_("A password protects the machine’s screen."), N_("Try again, and enter it.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_LOGIN, N_("Password Needed"),
    N_("The machine’s screen is shown only to who has a name and a password there."),
    N_("Try again, and enter them.") },
  { sprint_console_error_quark, SPRINT_CONSOLE_ERROR_NO_LAYOUT, N_("Keyboard Layout Not Known"),
    N_("This computer does not know the keyboard layout that is set for machines."),
    N_("Choose another in the preferences.") },

  { sprint_folder_error_quark, SPRINT_FOLDER_ERROR_NOT_LOCAL, N_("Folder Not Shared"),
    N_("The folder is not on this computer, and only those that are can be shared with a machine."),
    N_("Copy what the machine needs into a folder of this computer, and share that one.") },
  { sprint_folder_error_quark, SPRINT_FOLDER_ERROR_MISSING, N_("Folder Not Shared"),
    N_("The folder is not there, or not any more."), N_("Choose another folder.") },
  { sprint_folder_error_quark, SPRINT_FOLDER_ERROR_NOT_READABLE, N_("Folder Not Shared"),
    N_("You are not allowed to look into the folder, so neither is a machine."),
    N_("Choose another folder, or ask its owner.") },

  { sprint_serial_error_quark, SPRINT_SERIAL_ERROR_FAILED, N_("Serial Console Not Reachable"),
    N_("The machine’s serial console could not be reached."), N_("Sprint tries again by itself.") },
  { sprint_serial_error_quark, SPRINT_SERIAL_ERROR_ENDED, N_("Serial Console Lost"),
    N_("The connection to the machine’s serial console ended."), N_("Sprint connects again by itself.") },
  { sprint_serial_error_quark, SPRINT_SERIAL_ERROR_IN_USE, N_("Serial Console Used Elsewhere"),
    N_("Another program has this machine’s serial console."),
    N_("Take it over to use it here; the other program then loses it.") },
  { sprint_serial_error_quark, SPRINT_SERIAL_ERROR_UNAVAILABLE, N_("No Serial Console Here"),
    N_("The machine’s serial console cannot be opened over this connection."),
    N_("Open Sprint on the computer that runs the machine.") },
  { sprint_serial_error_quark, SPRINT_SERIAL_ERROR_NOT_AUTHORIZED, N_("Not Allowed to Use the Serial Console"),
    N_("libvirt does not allow you to use this machine’s serial console."),
    N_("Ask the administrator of that computer, then try again.") },

  { sprint_usb_error_quark, SPRINT_USB_ERROR_FAILED, N_("Device Not Attached"),
    N_("The device could not be given to the machine, or was taken from it by a fault."),
    N_("Unplug the device, plug it in again, and attach it once more.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_NOT_SUPPORTED, N_("No USB Devices Here"),
    N_("This installation of Sprint cannot give USB devices to machines: the SPICE library that it uses was built "
       "without that, or cannot see the devices."),
    N_("Use Sprint as a package of your system, not as a Flatpak.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_NO_CHANNEL, N_("All USB Channels in Use"),
    N_("The machine has as many devices already as it has USB channels."), N_("Detach one of them first.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_NOT_ALLOWED, N_("Not Allowed to Use the Device"),
    N_("This computer does not let you take the device away from it."),
    N_("Try again, and enter the password that you are asked for. Where you are not asked, sit at this computer "
       "itself, or ask its administrator.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_IN_USE, N_("Device in Use"),
    N_("Another program or machine is using the device."),
    N_("Close that program, or detach the device there. Eject a drive in Files first.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_GONE, N_("Device Gone"),
    N_("The device does not answer any more."), N_("Plug it in again.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_REJECTED, N_("Device Not Wanted"),
    N_("The machine’s rules do not let this device in."),
    N_("Ask whoever has set up the machine to let it in.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_LOST, N_("USB Connection Lost"),
    N_("The machine has ended the connection that the device was attached by."),
    N_("Attach it again; if that fails, restart the machine.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_NONSENSE, N_("USB Connection Sent Nonsense"),
    N_("What came through the machine’s connection for devices makes no sense and could harm this computer, so Sprint "
       "has ended it."),
    N_("Connect again only if you trust the computer that the machine runs on.") },
  { sprint_usb_error_quark, SPRINT_USB_ERROR_IMAGE, N_("CD Image Not Inserted"),
    N_("The file cannot be read as a CD image."), N_("Choose an ISO file on this computer that you can open.") },

  { g_io_error_quark, G_IO_ERROR_CANCELLED, N_("Cancelled"), N_("It was cancelled."), NULL },
  { g_io_error_quark, G_IO_ERROR_NOT_FOUND, N_("File Not Found"), N_("A file or folder is not there."), NULL },
  { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED, N_("Not Allowed"),
    N_("You are not allowed to use a file or folder."), N_("Change its permissions, or choose another one.") },
  { g_io_error_quark, G_IO_ERROR_NO_SPACE, N_("Disk Full"), N_("The disk is full."), N_("Make room, then try again.") },
  { g_io_error_quark, G_IO_ERROR_READ_ONLY, N_("Cannot Be Written"),
    N_("The folder can only be read."), N_("Choose another folder.") },
  { g_io_error_quark, G_IO_ERROR_TIMED_OUT, N_("No Answer in Time"), N_("There was no answer in time."),
    N_("Try again.") },
  { g_io_error_quark, G_IO_ERROR_BUSY, N_("Busy"), N_("Something else is under way already."),
    N_("Wait until it has finished, then try again.") },
  { g_io_error_quark, G_IO_ERROR_EXISTS, N_("Already There"), N_("A file of that name is already there."),
    N_("Choose another name.") },
};

/* libvirt-glib has a private domain for each of its classes, "gvir-connection" and so on, and no codes. */
static gboolean
is_of_libvirt (GQuark domain)
{
  return g_str_has_prefix (g_quark_to_string (domain), "gvir-");
}

static const Entry *
find_entry (GQuark domain,
            int    code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    if (entries[i].domain () == domain && entries[i].code == code)
      return &entries[i];
  }

  return NULL;
}

/* libvirt has no code for a machine that KVM fails: only QEMU's words tell. */
static gboolean
blames_kvm (const GError *error)
{
  return error->domain == SPRINT_MACHINE_ERROR && sprint_acceleration_words_blame_kvm (error->message);
}

SprintProblem *
sprint_problem_new (const GError *error)
{
  SprintProblem *self = g_new0 (SprintProblem, 1);
  const Entry *entry = NULL;

  if (error != NULL)
    entry = blames_kvm (error) ? find_entry (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_ACCELERATION)
                               : find_entry (error->domain, error->code);

  if (entry == NULL && error != NULL && is_of_libvirt (error->domain))
    entry = find_entry (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FAILED);

  if (entry != NULL) {
    self->title = _(entry->title);
    self->sentence = _(entry->sentence);
    self->remedy = entry->remedy != NULL ? _(entry->remedy) : NULL;
  } else {
    self->title = _("Something Went Wrong");
    self->sentence = _("Sprint met a problem that it does not know. The details say more.");
  }
  self->details = g_strdup (error != NULL ? error->message : "");

  return self;
}

SprintProblem *
sprint_problem_copy (const SprintProblem *self)
{
  SprintProblem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->details = g_strdup (self->details);

  return copy;
}

void
sprint_problem_free (SprintProblem *self)
{
  g_free (self->details);
  g_free (self);
}

gboolean
sprint_problem_is_foreseen (GQuark domain,
                            int    code)
{
  return find_entry (domain, code) != NULL;
}
